import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FunnelAnswer } from '../../../collector/contract/reports/funnel.ts';
import { answered, type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { exactly, LOCALE, rowsOf, type ShownRow, shortly } from '../../support/dashboard/dashboard-numbers.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';

const FUNNELS = `/sites/${SEEDED_ID}/funnels`;

let room: DashboardRoom;
let cookie: string;
let page: Page;
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  cookie = await room.createOwner();
  page = await room.browser.page(cookie, { locale: LOCALE });
});
afterAll(() => room?.close());
afterEach(() => expect(room.browser.complaints).toEqual([]));

const texts = (rows: readonly ShownRow[]) => rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)]);

/** Asks the API for what the page's address asks for. */
async function asked(more: Record<string, string> = {}): Promise<FunnelAnswer> {
  const params = new URL(page.url()).searchParams;
  params.set('website_id', SEEDED_ID);
  if (!params.has('period')) params.set('period', '30d');
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  const { status, body } = await room.ask<FunnelAnswer>(cookie, 'GET', `/api/funnels?${params}`);
  expect(status).toBe(200);
  return body;
}

const count = (value: number | null) => exactly('visitors', value, '');
const share = (value: number | null) => shortly('conversion_rate', value, '');

function written({ steps }: FunnelAnswer, names: readonly string[]) {
  return steps.map((step, place) => [
    `${step.step}. ${names[place]}`,
    count(step.visitors),
    share(step.share_of_first),
    share(step.share_of_previous),
    step.drop_off === null ? '–' : count(step.drop_off === 0 ? 0 : -step.drop_off),
    shortly('engaged_time', step.median_seconds, ''),
  ]);
}

const steps = '.funnel';
/** Chooses what the page suggests first after what is chosen already. */
const suggestion = (place: number): Promise<string> =>
  page.locator('datalist option').evaluateAll((options, place) => (options[place] as HTMLOptionElement).value, place);

const option = (name: string) => page.locator('label', { hasText: new RegExp(`^${name}`) }).locator('select');

async function fill(name: string, value: string): Promise<void> {
  await page.getByLabel(name, { exact: true }).fill(value);
  await page.getByLabel(name, { exact: true }).press('Tab');
}

describe('a funnel', () => {
  it('built from what the page suggests tells what the API answers, and the address brings it back', async () => {
    await page.goto(room.url + FUNNELS);
    await settled(page);
    const [first, second] = [await suggestion(0), await suggestion(1)];
    await fill('Step 1', first);
    await answered(page, '/api/funnels', () => fill('Step 2', second));
    const two = await asked();
    expect(two.steps.map(({ name }) => name)).toEqual([`page:${first}`, `page:${second}`]);
    expect(two.steps[1]?.visitors).toBeGreaterThan(0);
    expect(texts(await rowsOf(page, steps))).toEqual(written(two, [first, second]));

    await page.getByRole('button', { name: '+ Step' }).click();
    await page.getByLabel('Step 3: kind').selectOption('event');
    await answered(page, '/api/funnels', () => fill('Step 3', 'signup'));
    const three = await asked();
    expect(three.steps).toHaveLength(3);
    const shown = texts(await rowsOf(page, steps));
    expect(shown).toEqual(written(three, [first, second, 'signup']));
    const last = three.steps.at(-1);
    expect(await page.locator('.funnel-sum').textContent()).toBe(
      `${share(last?.share_of_first ?? null)} came through: ${count(last?.visitors ?? null)} of ${count(three.steps[0]?.visitors ?? null)} visitors`,
    );

    await page.reload();
    await settled(page);
    expect(texts(await rowsOf(page, steps))).toEqual(shown);
    expect(await page.getByLabel('Step 3', { exact: true }).inputValue()).toBe('signup');
    await page.goBack();
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll('.funnel tbody tr').length === 2);
    expect(texts(await rowsOf(page, steps))).toEqual(written(two, [first, second]));
  });

  it('split by channel, in one visit and within an hour, tells what the API answers to the same', async () => {
    await page.goto(`${room.url}${FUNNELS}?step=page:/**&step=event:signup&period=90d`);
    await settled(page);
    await answered(page, '/api/funnels', () => option('Within').selectOption('1h'));
    await answered(page, '/api/funnels', () => option('In').selectOption('session'));
    await answered(page, '/api/funnels', () => option('Split by').selectOption('channel'));
    const answer = await asked({ window: '1h', scope: 'session', dimension: 'channel' });
    expect(new URL(page.url()).searchParams.get('window')).toBe('1h');
    expect(texts(await rowsOf(page, steps))).toEqual(written(answer, ['Any page', 'signup']));
    const rows = (answer.breakdown ?? [])
      .slice(0, 10)
      .map(({ label, steps }) => [
        label,
        ...steps.map(({ visitors }) => count(visitors)),
        share(steps.at(-1)?.share_of_first ?? null),
      ]);
    expect(rows.length).toBeGreaterThan(2);
    expect(texts(await rowsOf(page, '.funnel-rows'))).toEqual(rows);
  });

  it('kept by a name is there again, and is forgotten when told so', async () => {
    await page.goto(`${room.url}${FUNNELS}?step=page:/**&step=event:signup`);
    await settled(page);
    await page.getByLabel('Name of this funnel').fill('To signup');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.goto(room.url + FUNNELS);
    await page.getByText('Kept in this browser alone').waitFor();
    const elsewhere = await room.browser.page(cookie, { locale: LOCALE });
    await elsewhere.goto(room.url + FUNNELS);
    await settled(elsewhere);
    expect(await elsewhere.getByRole('button', { name: 'To signup', exact: true }).count()).toBe(0);
    await elsewhere.context().close();
    await answered(page, '/api/funnels', () => page.getByRole('button', { name: 'To signup', exact: true }).click());
    expect(texts(await rowsOf(page, steps))).toEqual(written(await asked(), ['Any page', 'signup']));
    await page.getByRole('button', { name: 'Forget the funnel To signup' }).click();
    await page.reload();
    await settled(page);
    expect(await page.getByRole('button', { name: 'To signup', exact: true }).count()).toBe(0);
  });

  it('that the browser does not keep says so', async () => {
    const denied = await room.browser.page(cookie, { locale: LOCALE });
    await denied.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await denied.goto(`${room.url}${FUNNELS}?step=page:/**&step=event:signup`);
    await settled(denied);
    await denied.getByLabel('Name of this funnel').fill('To signup');
    await denied.getByRole('button', { name: 'Keep' }).click();
    await denied.getByText('it is gone when you leave the page').waitFor();
    await denied.context().close();
  });
});
