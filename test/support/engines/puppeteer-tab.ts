import type { Page } from 'puppeteer-core';
import type { Engine, Tab } from './engine.ts';
import { eventually } from './eventually.ts';
import { move, untilPageIs, walk } from './walk.ts';

/** What a tab shows at the moment. */
export type Shown = () => Promise<Page>;

/** A tab that puppeteer drives. Bringing `cover` in front hides it. */
export function puppeteerTab(shown: Shown, cover: Page, cannot: Engine['cannot']): Tab {
  const evaluate: Tab['evaluate'] = async (code, ...args) =>
    (await shown()).evaluate(code as never, ...(args as unknown as never[])) as never;
  return {
    ...walk(evaluate),
    evaluate,
    goto: (url) => move(evaluate, url, async () => (await shown()).goto(url)),
    async click(selector, { button = 'left', modifiers = [] } = {}) {
      const page = await shown();
      for (const key of modifiers) await page.keyboard.down(key);
      await page.click(selector, { button });
      for (const key of modifiers) await page.keyboard.up(key);
    },
    press: async (key) => (await shown()).keyboard.press(key === 'Space' ? ' ' : key),
    type: async (selector, text) => (await shown()).type(selector, text),
    wheel: async (pixels) => (await shown()).mouse.wheel({ deltaY: pixels }),
    async hide() {
      await cover.bringToFront();
      await untilPageIs(evaluate, 'hidden', false);
    },
    async show() {
      await (await shown()).bringToFront();
      await untilPageIs(evaluate, 'visible', true);
    },
    async blur() {
      if (cannot.blur !== undefined) throw new Error(cannot.blur);
      await cover.browser().newPage({ type: 'window' });
      await untilPageIs(evaluate, 'visible', false);
    },
    async offline(cut) {
      await (await shown()).setOfflineMode(cut);
      await eventually('the page knows', () => evaluate((cut: boolean) => navigator.onLine !== cut, cut));
    },
    close: async () => (await shown()).close(),
  };
}
