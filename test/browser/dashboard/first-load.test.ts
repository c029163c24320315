import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';

interface Gate {
  name: string;
  path: string | string[];
  limit: string;
}
const GATES = JSON.parse(readFileSync('package.json', 'utf8'))['size-limit'] as Gate[];
const gate = (name: string): Gate => {
  const found = GATES.find((one) => one.name.startsWith(name));
  if (found === undefined) throw new Error(`package.json has no gate ${name}`);
  return found;
};
/** The names of the files that a gate weighs. */
const weighed = (name: string): string[] =>
  [gate(name).path].flat().flatMap((pattern) => {
    const { dir, base } = path.parse(pattern);
    const shape = new RegExp(`^${base.replaceAll('.', '[.]').replace('*', '[^.]*')}$`);
    return readdirSync(dir).filter((file) => shape.test(file));
  });
const limitOf = (name: string): number => Number.parseInt(gate(name).limit, 10) * 1000;

let room: DashboardRoom;
let cookie: string;
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  cookie = await room.createOwner();
});
afterAll(() => room?.close());
afterEach(() => expect(room.browser.complaints).toEqual([]));

/** Opens the page as nobody has before, with all that its files weigh on the wire, by name. */
async function firstLoad(
  options: Parameters<DashboardRoom['browser']['page']>[1],
): Promise<[Page, Map<string, number>]> {
  const page = await room.browser.page(cookie, options);
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));
  await page.goto(room.url);
  await settled(page);
  const files = answers.filter((response) => !new URL(response.url()).pathname.startsWith('/api/'));
  const sizes = files.map(async (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) || 'index.html';
    return [name, (await response.request().sizes()).responseBodySize] as const;
  });
  return [page, new Map(await Promise.all(sizes))];
}

describe.each([
  ['a desk', { viewport: { width: 1280, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 } }],
])('the first load on %s', (_where, options) => {
  it('is of the files that the gate weighs, and within its limit', async () => {
    const [, sizes] = await firstLoad(options);
    expect([...sizes.keys()].toSorted()).toEqual(weighed('dashboard, first load').toSorted());
    const sum = [...sizes.values()].reduce((before, size) => before + size, 0);
    expect(sum).toBeGreaterThan(30_000);
    expect(sum).toBeLessThan(limitOf('dashboard, first load'));
  });

  it('leaves the map for whoever scrolls to it, without moving what stands below', async () => {
    const [page] = await firstLoad(options);
    const panel = page.locator('section[aria-label="Where they are"]');
    const before = await panel.boundingBox();
    const map = page.waitForResponse((response) => /\/world-\w+\.json$/.test(response.url()));
    await panel.scrollIntoViewIfNeeded();
    const file = new URL((await map).url()).pathname.split('/').at(-1);
    expect(weighed('dashboard, the map')).toEqual([file]);
    await panel.locator('svg[aria-label="Visitors by country"]').waitFor();
    expect((await panel.boundingBox())?.height).toBe(before?.height);
  });
});
