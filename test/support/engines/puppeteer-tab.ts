import type { Page } from 'puppeteer-core';
import type { Engine, Tab } from './engine.ts';
import { move, untilPageIs, walk } from './walk.ts';

/** A tab that puppeteer drives. Bringing `cover` in front hides it. */
export function puppeteerTab(page: Page, cover: Page, cannot: Engine['cannot']): Tab {
  const evaluate: Tab['evaluate'] = (code, ...args) =>
    page.evaluate(code as never, ...(args as unknown as never[])) as never;
  return {
    ...walk(evaluate),
    evaluate,
    goto: (url) => move(evaluate, url, () => page.goto(url)),
    async click(selector, { button = 'left', modifiers = [] } = {}) {
      for (const key of modifiers) await page.keyboard.down(key);
      await page.click(selector, { button });
      for (const key of modifiers) await page.keyboard.up(key);
    },
    press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    type: (selector, text) => page.type(selector, text),
    wheel: (pixels) => page.mouse.wheel({ deltaY: pixels }),
    async hide() {
      await cover.bringToFront();
      await untilPageIs(evaluate, 'hidden', false);
    },
    async show() {
      await page.bringToFront();
      await untilPageIs(evaluate, 'visible', true);
    },
    async blur() {
      if (cannot.blur !== undefined) throw new Error(cannot.blur);
      await page.browser().newPage({ type: 'window' });
      await untilPageIs(evaluate, 'visible', false);
    },
    offline: (cut) => page.setOfflineMode(cut),
    close: () => page.close(),
  };
}
