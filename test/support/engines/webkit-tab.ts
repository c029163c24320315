import type { Engine, Tab } from './engine.ts';
import { move, untilPageIs, walk } from './walk.ts';
import type { Session } from './webdriver.ts';
import { type Order, webkitHand } from './webkit-hand.ts';

interface Parts {
  session: Session;
  handle: string;
  order: Order;
  cannot: Engine['cannot'];
}

/** A tab that WebDriver drives. */
export function webkitTab({ session, handle, order, cannot }: Parts): Tab {
  const send = session.inWindow(handle);
  const evaluate: Tab['evaluate'] = (code, ...args) =>
    send('POST', '/execute/sync', {
      script: typeof code === 'string' ? `return (${code})` : `return (${code}).apply(null, arguments)`,
      args,
    });
  return {
    ...walk(evaluate),
    ...webkitHand(send, evaluate, order),
    evaluate,
    goto: (url) => move(evaluate, url, () => send('POST', '/url', { url })),
    async hide() {
      await order('hide');
      await untilPageIs(evaluate, 'hidden', false);
    },
    async show() {
      // Tells the browser which of its tabs is meant.
      await send('POST', '/window', { handle });
      await order('show');
      await untilPageIs(evaluate, 'visible', true);
    },
    async blur() {
      await order('blur');
      await untilPageIs(evaluate, 'visible', false);
    },
    async offline() {
      throw new Error(cannot.offline);
    },
    async close() {
      await send('DELETE', '/window');
    },
  };
}
