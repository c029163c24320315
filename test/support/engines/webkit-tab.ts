import type { Key, Modifier, Tab } from './engine.ts';
import { eventually } from './eventually.ts';
import { untilPageIs, walk } from './walk.ts';
import type { Element, Session } from './webdriver.ts';

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
const BUTTONS = { left: 0, middle: 1 };

/** A tab that WebDriver drives; `order` asks the browser itself for what WebDriver cannot say. */
export function webkitTab(session: Session, handle: string, order: (what: string) => Promise<void>): Tab {
  const send: Session['send'] = async (method, path, body) => {
    await choose(session, handle);
    return session.send(method, path, body);
  };
  const evaluate: Tab['evaluate'] = (code, ...args) =>
    send('POST', '/execute/sync', {
      script: typeof code === 'string' ? `return (${code})` : `return (${code}).apply(null, arguments)`,
      args,
    });
  const find = (selector: string) => send<Element>('POST', '/element', { using: 'css selector', value: selector });
  const press = (...keys: (Key | Modifier)[]) => send('POST', '/actions', { actions: [keySource(keys)] });
  return {
    ...walk(evaluate),
    evaluate,
    async goto(url) {
      const before = await evaluate(() => performance.timeOrigin);
      await send('POST', '/url', { url });
      await eventually(`${url} has loaded`, async () =>
        evaluate((before: number) => performance.timeOrigin !== before && document.readyState === 'complete', before),
      );
    },
    async click(selector, { button = 'left', modifiers = [] } = {}) {
      const element = await find(selector);
      await evaluate(
        (selector: string) => document.querySelector(selector)?.scrollIntoView({ block: 'center' }),
        selector,
      );
      const pause = { type: 'pause' };
      const actions = [
        ...modifiers.map((key) => [{ type: 'keyDown', value: KEYS[key] }, pause]),
        [pause, { type: 'pointerMove', origin: element, x: 0, y: 0 }],
        [pause, { type: 'pointerDown', button: BUTTONS[button] }],
        [pause, { type: 'pointerUp', button: BUTTONS[button] }],
        ...modifiers.map((key) => [{ type: 'keyUp', value: KEYS[key] }, pause]),
      ];
      await send('POST', '/actions', {
        actions: [
          { type: 'key', id: 'keyboard', actions: actions.map(([key]) => key) },
          {
            type: 'pointer',
            id: 'mouse',
            parameters: { pointerType: 'mouse' },
            actions: actions.map(([, mouse]) => mouse),
          },
        ],
      });
    },
    async press(key) {
      await press(key);
    },
    async type(selector, text) {
      const element = await find(selector);
      await send('POST', `/element/${Object.values(element)[0]}/value`, { text });
    },
    async wheel(pixels) {
      const scroll = { type: 'scroll', x: 300, y: 300, deltaX: 0, deltaY: pixels };
      await send('POST', '/actions', { actions: [{ type: 'wheel', id: 'wheel', actions: [scroll] }] });
    },
    async hide() {
      await order('hide');
      await untilPageIs(evaluate, 'hidden', false);
    },
    async show() {
      await session.send('POST', '/window', { handle });
      await order('show');
      await untilPageIs(evaluate, 'visible', true);
    },
    async blur() {
      await order('blur');
      await untilPageIs(evaluate, 'visible', false);
    },
    async offline() {
      throw new Error('WebKitGTK cannot be cut off alone.');
    },
    async close() {
      await send('DELETE', '/window');
    },
  };
}

/** The handle that each session's commands go to. */
const current = new WeakMap<Session, string>();

async function choose(session: Session, handle: string): Promise<void> {
  if (current.get(session) === handle) return;
  await session.send('POST', '/window', { handle });
  current.set(session, handle);
}

const keySource = (keys: (Key | Modifier)[]) => ({
  type: 'key',
  id: 'keyboard',
  actions: keys.flatMap((key) => [
    { type: 'keyDown', value: KEYS[key] },
    { type: 'keyUp', value: KEYS[key] },
  ]),
});
