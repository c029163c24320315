import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERYTHING: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const COLOURS: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
/** Themes differ in nothing but colours, so what is not of colours is judged in one of them. */
const JUDGED = { dark: COLOURS, light: EVERYTHING };

/** What an accessibility checker finds wrong in either theme, a line each. The page follows the system's theme. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    // Colours on their way to others are not judged.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const line of await check(page, JUDGED[colorScheme])) found.push(`${colorScheme}: ${line}`);
  }
  return found;
}

async function check(page: Page, runOnly: RunOnly): Promise<string[]> {
  const { violations } = await page.evaluate(
    (options) => {
      const { axe } = globalThis as unknown as {
        axe: { run(within: Document | string, options: object): Promise<AxeResults> };
      };
      // What an open menu lies over is within reach again when it folds; it has been looked at without.
      const within = document.querySelector('.menu-sheet') === null ? document : '.menu:has(.menu-sheet)';
      return axe.run(within, options);
    },
    { runOnly, resultTypes: ['violations'] },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
