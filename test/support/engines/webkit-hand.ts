import type { Key, Modifier, Tab } from './engine.ts';
import type { Send } from './webdriver.ts';

/** Asks the browser for what a person does and WebDriver has no words for. */
export type Order = (what: string) => Promise<void>;

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Record<Key | Modifier, string> = {
  Enter: '\uE007',
  Tab: '\uE004',
  Space: ' ',
  Escape: '\uE00C',
  PageDown: '\uE00F',
  End: '\uE010',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Meta: '\uE03D',
};
const LEFT_BUTTON = 0;

/** Mouse and keyboard of a tab. */
export function webkitHand(
  send: Send,
  evaluate: Tab['evaluate'],
  order: Order,
): Pick<Tab, 'click' | 'press' | 'type' | 'wheel'> {
  const perform = async (...actions: object[]) => {
    await send('POST', '/actions', { actions });
  };
  const keyboard = (type: 'keyDown' | 'keyUp', keys: (Key | Modifier)[]) => ({
    type: 'key',
    id: 'keyboard',
    actions: keys.map((key) => ({ type, value: KEYS[key] })),
  });
  return {
    async click(selector, { button = 'left', modifiers = [] } = {}) {
      const { x, y } = await evaluate(middleOf, selector);
      if (button === 'middle') return order(`middleClick ${x} ${y}`);
      await perform(keyboard('keyDown', modifiers));
      await perform({
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x, y },
          { type: 'pointerDown', button: LEFT_BUTTON },
          { type: 'pointerUp', button: LEFT_BUTTON },
        ],
      });
      await perform(keyboard('keyUp', modifiers));
    },
    async press(key) {
      await perform(keyboard('keyDown', [key]));
      await perform(keyboard('keyUp', [key]));
    },
    async type(selector, text) {
      const element = await send<Record<string, string>>('POST', '/element', {
        using: 'css selector',
        value: selector,
      });
      await send('POST', `/element/${Object.values(element)[0]}/value`, { text });
    },
    wheel: (pixels) =>
      perform({ type: 'wheel', id: 'wheel', actions: [{ type: 'scroll', x: 300, y: 300, deltaX: 0, deltaY: pixels }] }),
  };
}

/** Runs in the page. */
function middleOf(selector: string): { x: number; y: number } {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`There is no ${selector} here.`);
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}
