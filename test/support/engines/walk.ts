import type { Tab } from './engine.ts';
import { eventually } from './eventually.ts';

type Evaluate = Tab['evaluate'];

/**
 * Moves through the history. Drivers wait for a load that never comes when a page is restored from the back/forward
 * cache, so the page itself is asked where it is.
 */
export const walk = (evaluate: Evaluate): Pick<Tab, 'back' | 'forward' | 'reload' | 'url'> => {
  // Two loads of one page differ in the time at which they began.
  const where = () => evaluate(() => `${performance.timeOrigin} ${location.href}`);
  const move = async (name: string, step: () => void) => {
    const before = await where();
    await evaluate(step);
    await eventually(`${name} leads elsewhere`, async () => {
      return (await where()) !== before && (await evaluate(() => document.readyState)) === 'complete';
    });
  };
  return {
    url: () => evaluate(() => location.href),
    // Not before the evaluation has been answered: the answer would be lost with the page.
    back: () => move('going back', () => void setTimeout(() => history.back())),
    forward: () => move('going forward', () => void setTimeout(() => history.forward())),
    reload: () => move('reloading', () => void setTimeout(() => location.reload())),
  };
};

/** Waits until a page knows that it is hidden, in front, or merely without focus. */
export const untilPageIs = (evaluate: Evaluate, state: 'visible' | 'hidden', focused: boolean): Promise<void> =>
  eventually(`the page is ${state}${focused ? ' and focused' : ''}`, () =>
    evaluate(
      (state: string, focused: boolean) => document.visibilityState === state && document.hasFocus() === focused,
      state,
      focused,
    ),
  );
