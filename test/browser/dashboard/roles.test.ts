import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { headline } from '../../support/dashboard/dashboard-numbers.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';

const EMAIL = 'vera@quayside.example';
const SITE = `/sites/${SEEDED_ID}`;

let room: DashboardRoom;
let owner: Page;
let viewer: Page;
/** Invites a viewer in one page and lets them in by another. */
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  owner = await room.browser.page(await room.createOwner());
  await owner.goto(`${room.url}${SITE}/settings/people`);
  await owner.getByRole('button', { name: 'Invite somebody' }).click();
  await owner.getByLabel('E-mail').fill(EMAIL);
  await owner.getByLabel('Role', { exact: true }).selectOption('viewer');
  await owner.getByRole('button', { name: 'Make the link' }).click();
  const link = (await owner.locator('.copy-text code').first().textContent()) ?? '';

  viewer = await room.browser.page();
  await viewer.goto(link);
  await viewer.getByRole('heading', { name: 'You are invited' }).waitFor();
  expect(await viewer.getByLabel('E-mail').inputValue()).toBe(EMAIL);
  await viewer.getByLabel('Name').fill('Vera');
  await viewer.getByLabel('Password').fill('a quay in the evening');
  await viewer.getByRole('button', { name: 'Create the account' }).click();
  await viewer.waitForURL(`**${SITE}`);
  await settled(viewer);
});
afterAll(() => room?.close());

/** What the API answers to a request of the viewer's own page. */
const tries = (method: string, path: string, body?: object): Promise<number> =>
  viewer.evaluate(
    async ([method, path, body]) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(path, { method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
      return response.status;
    },
    [method, path, body ?? null] as const,
  );

describe('a viewer whom the owner has invited', () => {
  it('sees the numbers that the owner sees', async () => {
    await owner.goto(`${room.url}${SITE}`);
    await settled(owner);
    for (const name of ['Visitors', 'Visits', 'Revenue']) {
      const shown = await headline(viewer, name);
      expect(shown).toMatch(/[1-9]/);
      expect(shown).toBe(await headline(owner, name));
    }
    expect(room.browser.complaints).toEqual([]);
  });

  it('is shown no way to the settings but to their own account', async () => {
    await viewer.goto(`${room.url}${SITE}`);
    await settled(viewer);
    const views = viewer.getByRole('navigation', { name: 'Views' });
    expect(await views.getByRole('link', { name: 'Money' }).count()).toBe(1);
    expect(await views.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    expect(await viewer.getByRole('button', { name: 'Add a note' }).count()).toBe(0);
    await viewer.getByRole('button', { name: /choose another website/ }).click();
    expect(await viewer.getByRole('link', { name: 'Add a website' }).count()).toBe(0);
    await viewer.getByRole('button', { name: 'Account and theme' }).click();
    await viewer.getByRole('link', { name: 'Your account' }).click();
    await viewer.getByText(`You log in as ${EMAIL}.`).waitFor();
    expect(room.browser.complaints).toEqual([]);
  });

  it.each(['general', 'keys', 'people', 'sharing', 'data', 'websites'])(
    'finds but their own account at the address of the settings %s',
    async (tab) => {
      await viewer.goto(`${room.url}${SITE}/settings/${tab}`);
      await viewer.getByRole('heading', { level: 1, name: 'You' }).waitFor();
      await settled(viewer);
      const links = viewer.getByRole('navigation', { name: 'Settings' }).getByRole('link');
      expect(await links.allTextContents()).toEqual(['You']);
      expect(await viewer.locator('main form h2').allTextContents()).toEqual(['You', 'Password']);
      expect(room.browser.complaints).toEqual([]);
    },
  );

  it.each<[string, string, object?]>([
    ['PUT', `/api/websites/${SEEDED_ID}`, { name: 'Mine' }],
    ['DELETE', `/api/websites/${SEEDED_ID}?confirm=${SEEDED_ID}`],
    ['POST', '/api/websites', { domain: 'mine.com' }],
    ['GET', '/api/keys'],
    ['POST', '/api/keys', { scopes: ['analytics:read'] }],
    ['GET', '/api/people'],
    ['POST', '/api/invitations', { email: 'friend@quayside.example', role: 'owner' }],
    ['GET', `/api/websites/${SEEDED_ID}/share-links`],
    ['POST', `/api/websites/${SEEDED_ID}/share-links`, { name: 'for all' }],
    ['POST', `/api/websites/${SEEDED_ID}/conversion-events`, { name: 'Any', event_name: 'any' }],
    ['POST', `/api/websites/${SEEDED_ID}/annotations`, { date: '2026-01-01', text: 'Mine' }],
    ['GET', `/api/websites/${SEEDED_ID}/export?format=csv`],
    ['GET', '/api/backup'],
  ])('is refused %s %s', async (method, path, body) => {
    expect(await tries(method, path, body)).toBe(403);
    expect(room.browser.refusals()).toEqual([403]);
    expect(room.browser.complaints).toEqual([]);
  });

  it('is out once the owner has removed them', async () => {
    // An open view asks on and on, and would be told that it is out.
    await viewer.goto('about:blank');
    await owner.goto(`${room.url}${SITE}/settings/people`);
    await owner.getByRole('button', { name: 'Remove Vera' }).click();
    await owner.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await owner.locator('.listed li', { hasText: EMAIL }).waitFor({ state: 'detached' });
    await viewer.goto(`${room.url}${SITE}`);
    await viewer.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(room.browser.complaints).toEqual([]);
  });
});
