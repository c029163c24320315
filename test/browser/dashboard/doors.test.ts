import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, type Looker, openLooker, settled } from '../../support/dashboard/dashboard.ts';
import { join, PASSWORD, setUp, signIn, type Visitor } from '../../support/people.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

const MINUTE = 60_000;
const ANN = 'ann@acme.test';
let collector: TestCollector;
let browser: Looker;
let owner: Visitor;
let page: Page;
beforeAll(async () => {
  // The collector is in this process, so its clock is ours: it stands still but for what a test lets pass.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  collector = await startTestCollector();
  await collector.website({ id: 'acme', domain: 'acme.test' });
  owner = await setUp(collector);
  await join(collector, owner, { email: ANN, role: 'viewer' });
  browser = await openLooker(collector.url);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
  vi.useRealTimers();
});
beforeEach(async () => {
  page = await browser.page(undefined, { locale: 'en-US' });
});
afterEach(async () => {
  expect(browser.complaints).toEqual([]);
  await page.context().close();
});

async function tryToLogIn(on: Page, password: string): Promise<void> {
  await on.getByLabel('E-mail').fill(ANN);
  await on.getByLabel('Password').fill(password);
  await Promise.all([
    on.waitForResponse((response) => response.url().endsWith('/api/session') && response.request().method() === 'POST'),
    on.getByRole('button', { name: 'Log in' }).click(),
  ]);
}

describe('the login', () => {
  it('tells after ten wrong passwords how long to wait, lets nobody in until then, and then whoever knows it', async () => {
    await page.goto(`${collector.url}/login`);
    const alert = page.getByRole('alert');
    for (let count = 0; count < 10; count += 1) await tryToLogIn(page, `a guess ${count}`);
    expect((await alert.textContent())?.trim()).toBe('Wrong e-mail or password');
    await tryToLogIn(page, PASSWORD);
    await alert.getByText('Too many wrong passwords. Try again in 15 minutes.', { exact: true }).waitFor();
    vi.setSystemTime(Date.now() + 14 * MINUTE);
    await tryToLogIn(page, PASSWORD);
    await alert.getByText('Too many wrong passwords. Try again in 60 seconds.', { exact: true }).waitFor();
    expect(browser.refusals()).toEqual([...Array(10).fill(401), 429, 429]);
    vi.setSystemTime(Date.now() + MINUTE);
    await tryToLogIn(page, PASSWORD);
    await page.waitForURL('**/sites/acme');
    await settled(page);
  });
});

describe('a new password', () => {
  const change = async (current: string, next: string) => {
    await page.getByLabel('Present password').fill(current);
    await page.getByLabel('New password').fill(next);
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/api/session/password')),
      page.getByRole('button', { name: 'Change the password' }).click(),
    ]);
  };

  it('wants the present one, ends every other session at once, and is the only one from then on', async () => {
    const here = await browser.page((await signIn(collector, ANN)).cookie);
    const there = await browser.page((await signIn(collector, ANN)).cookie);
    page = here;
    await there.goto(`${collector.url}/sites/acme/settings/you`);
    await settled(there);
    await here.goto(`${collector.url}/sites/acme/settings/you`);
    await change('not the present one', 'a password anew');
    await here.getByRole('alert').waitFor();
    expect(browser.refusals()).toEqual([400]);
    await change(PASSWORD, 'a password anew');
    await here.getByText('Changed.').waitFor();
    expect(await here.getByLabel('Present password').inputValue()).toBe('');

    await here.reload();
    await here.getByText(`You log in as ${ANN}.`).waitFor();
    await there.reload();
    await there.getByRole('heading', { name: 'Log in' }).waitFor();
    await tryToLogIn(there, PASSWORD);
    await there.getByText('Wrong e-mail or password').waitFor();
    expect(browser.refusals()).toEqual([401]);
    await tryToLogIn(there, 'a password anew');
    await there.waitForURL('**/sites/acme/settings/you');
    await there.context().close();
  });
});

describe('a viewer with the dashboard open', () => {
  it('is led to the door by the next click once the owner has removed them', async () => {
    const viewer = await join(collector, owner, { email: 'vera@acme.test', role: 'viewer' });
    const theirs = await browser.page(viewer.cookie, { locale: 'en-US' });
    await theirs.goto(`${collector.url}/sites/acme`);
    await settled(theirs);
    expect(await theirs.getByRole('link', { name: 'Settings' }).count()).toBe(0);

    const ours = await browser.page(owner.cookie, { locale: 'en-US' });
    await ours.goto(`${collector.url}/sites/acme/settings/people`);
    await ours.getByRole('button', { name: 'Remove vera' }).click();
    await answered(ours, '/api/people', () => ours.getByRole('dialog').getByRole('button', { name: 'Remove' }).click());
    await ours.context().close();

    await theirs.getByRole('link', { name: 'Money' }).click();
    await theirs.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await theirs.locator('.shell').count()).toBe(0);
    expect(new Set([...browser.refusals(), 401])).toEqual(new Set([401]));
    await theirs.context().close();
  });
});
