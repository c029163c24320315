import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../support/dashboard/axe.ts';
import { type DashboardRoom, leave, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';

/** What is folded or hidden until somebody asks for it. */
const UNFOLDED: Readonly<Record<string, [address: string, unfold: (page: Page) => Promise<void>]>> = {
  'the menu of websites': ['', press(/choose another website/)],
  'the menu of periods': ['', press(/choose another period/)],
  'the menu of comparisons': ['', press(/compare with something else/)],
  'the menu of the account': ['', press('Account and theme')],
  'the form of a filter': ['', press('+ Filter: add one')],
  'a note being written': ['', press('Add a note')],
  'the keys': [
    '',
    async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  ],
  'the properties of an event': [
    '',
    async (page) => {
      await page.getByRole('tab', { name: 'Properties' }).click();
      // It comes with the values, the last of three answers.
      await page.locator('.chooser .push').waitFor();
    },
  ],
  'why a payment is credited as it is': [
    '/money?tab=payments',
    async (page) =>
      page
        .getByRole('button', { name: /^Why this credit/ })
        .first()
        .click(),
  ],
  'a key being made': ['/settings/keys', press('Generate New API Key')],
  'a share link being made': ['/settings/sharing', press('New share link')],
  'a website about to be deleted': ['/settings/data', confirm(/^Delete .*…$/)],
  'a visitor about to be deleted': [
    '/settings/data',
    async (page) => {
      await page.getByLabel('Visitor id').fill('somebody');
      await confirm('See what would go')(page);
    },
  ],
  'a share link about to be revoked': ['/settings/sharing', confirm('Revoke For the press')],
  'a key about to be revoked': ['/settings/keys', confirm('Revoke For the shop')],
};

function press(name: string | RegExp): (page: Page) => Promise<void> {
  return (page) => page.getByRole('button', { name }).click();
}

/** Presses what asks once more before it acts. */
function confirm(name: string | RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await press(name)(page);
    await page.getByRole('dialog').waitFor();
  };
}

/** A page that one test uses after the other. */
interface Lent {
  page: Page;
  /** Resolves when nobody uses it any more. */
  free: Promise<unknown>;
}

let room: DashboardRoom;
/** Two, so that one is judged while the other comes to rest. */
let owners: Lent[];
let strangers: Lent[];
let phones: Lent[];
/** The address of what a guest may see. */
let shared: string;
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  const cookie = await room.createOwner();
  const link = { name: 'For the press', filters: { source: 'is:Google' }, revenue: true };
  const links = `/api/websites/${SEEDED_ID}/share-links`;
  const made = await room.ask<{ share_link: { path: string } }>(cookie, 'POST', links, link);
  shared = made.body.share_link.path;
  const key = await room.ask<{ key: string }>(cookie, 'POST', '/api/keys', {
    name: 'For the shop',
    websites: [SEEDED_ID],
  });
  await fetch(`${room.url}/api/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key.body.key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ website_id: SEEDED_ID, event_name: 'signup', visitor_id: 'somebody' }),
  });

  const open = async (who?: string, viewport = { width: 1280, height: 900 }): Promise<Lent> => ({
    page: await room.browser.page(who, { bypassCSP: true, reducedMotion: 'reduce', viewport }),
    free: Promise.resolve(),
  });
  owners = [await open(cookie), await open(cookie)];
  strangers = [await open()];
  phones = [await open(cookie, { width: 360, height: 740 })];
});
afterAll(() => room?.close());

let asked = 0;
/** What a checker finds wrong at an address. */
async function findingsAt(of: Lent[], address: string, unfold?: (page: Page) => Promise<void>): Promise<string[]> {
  asked += 1;
  const lent = of[asked % of.length] as Lent;
  const found = lent.free.then(() => look(lent.page, address, unfold));
  lent.free = found.catch(() => undefined);
  return found;
}

async function look(page: Page, address: string, unfold?: (page: Page) => Promise<void>): Promise<string[]> {
  await leave(page);
  await page.goto(room.url + address);
  await settled(page);
  await unfold?.(page);
  await settled(page);
  // What has been scrolled halfway below the header is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  return findings(page);
}

describe.concurrent('an accessibility checker finds nothing, in either theme, on', () => {
  const site = `/sites/${SEEDED_ID}`;

  it.each(Object.entries(UNFOLDED))('%s', async (_name, [address, unfold]) => {
    expect(await findingsAt(owners, site + address, unfold)).toEqual([]);
  });

  it('the menu of periods on a phone', async () => {
    const unfold = async (page: Page) => {
      await press(/choose another period/)(page);
      expect(await page.getByRole('combobox', { name: 'Compare with' }).isVisible()).toBe(true);
    };
    expect(await findingsAt(phones, site, unfold)).toEqual([]);
  });

  it('what a share link shows', async () => {
    expect(await findingsAt(strangers, shared, (page) => page.locator('.panels').waitFor())).toEqual([]);
  });

  it.each(['/login', '/setup', '/join#inv_unknown', '/share#shl_unknown.token'])('%s', async (address) => {
    expect(await findingsAt(strangers, address)).toEqual([]);
  });
});
