import puppeteer, { type Browser, type Page, type Target } from 'puppeteer-core';

/**
 * The driver, if it attached to pages while they are prerendered, would now and then lose them and hang.
 * Without this its public names tell a prerendered page from another.
 */
export const isNotPrerendered = (target: Target): boolean =>
  (target as Target & { _subtype?(): string })._subtype?.() !== 'prerender';

/**
 * A prerendered page that is shown takes the place of the page before it, whose tab the driver takes for closed.
 * A second connection to the same browser sees what it really is: the page in front, which is none of the other tabs'.
 */
export async function findShown(browser: Browser, otherTabs: Page[]): Promise<Page> {
  const known = await Promise.all(otherTabs.map(idOf));
  const again = await puppeteer.connect({
    browserWSEndpoint: browser.wsEndpoint(),
    defaultViewport: null,
    targetFilter: isNotPrerendered,
  });
  for (const page of await again.pages()) {
    if (known.includes(await idOf(page))) continue;
    if ((await page.evaluate(() => document.visibilityState)) === 'visible') return page;
  }
  throw new Error('The tab is gone.');
}

async function idOf(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}
