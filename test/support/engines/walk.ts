import type { Tab } from './engine.ts';
import { eventually } from './eventually.ts';

type Evaluate = Tab['evaluate'];

/** Does what leads to another page, and waits until that has loaded. */
export async function move(evaluate: Evaluate, what: string, step: () => Promise<unknown>): Promise<void> {
  // Two loads of one page differ in the time at which they began.
  const where = () => evaluate(() => `${performance.timeOrigin} ${location.href}`);
  const before = await where();
  await step();
  await eventually(`${what} has led elsewhere`, async () => {
    return (await where()) !== before && (await evaluate(() => document.readyState)) === 'complete';
  });
}

/**
 * Moves through the history. Drivers wait for a load that never comes when a page is restored from the back/forward
 * cache, so the page itself is asked where it is.
 */
export const walk = (evaluate: Evaluate): Pick<Tab, 'back' | 'forward' | 'reload' | 'url'> => ({
  url: () => evaluate(() => location.href),
  // Not before the evaluation has been answered: the answer would be lost with the page.
  back: () => move(evaluate, 'going back', () => evaluate(() => void setTimeout(() => history.back()))),
  forward: () => move(evaluate, 'going forward', () => evaluate(() => void setTimeout(() => history.forward()))),
  reload: () => move(evaluate, 'reloading', () => evaluate(() => void setTimeout(() => location.reload()))),
});

/** Waits until a page knows that it is hidden, in front, or merely without focus. */
export const untilPageIs = (evaluate: Evaluate, state: 'visible' | 'hidden', focused: boolean): Promise<void> =>
  eventually(`the page is ${state} and ${focused ? 'has the' : 'without'} focus`, () =>
    evaluate(
      (state: string, focused: boolean) => document.visibilityState === state && document.hasFocus() === focused,
      state,
      focused,
    ),
  );
