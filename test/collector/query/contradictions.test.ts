import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import { websiteCreateBody } from '../../../collector/contract/account/website.ts';
import { ask } from '../../support/ask.ts';
import { askOverview } from '../../support/ask-overview.ts';
import { askRetention } from '../../support/ask-report.ts';
import { append, event, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

const DATES = { compare_start_date: '2024-01-01', compare_end_date: '2024-01-02' };

describe('a question that contradicts itself, or asks for a list of nothing', () => {
  it.each([
    [{ compare: 'none', ...DATES }, 'compare'],
    [{ compare: 'previous', ...DATES }, 'compare'],
    [{ compare: 'year', compare_start_date: '2024-01-01' }, 'compare'],
    [{ compare: 'none', include: 'comparison' }, 'compare'],
    [{ metrics: ',' }, 'metrics'],
    [{ metrics: ' , ' }, 'metrics'],
    [{ dimensions: ',' }, 'dimensions'],
    [{ include: ',,' }, 'include'],
  ])('is refused when it is %j, naming %s', (params, field) => {
    const refusal = expect.objectContaining({ problem: expect.objectContaining({ path: [field] }) });
    expect(() => ask(fleetingStore(), { period: 'today', ...params } as Record<string, string>)).toThrow(refusal);
  });

  it('is refused by the overview too', async () => {
    await expect(async () => askOverview(fleetingStore(), { period: 'today', panels: ',' })).rejects.toMatchObject({
      problem: { path: ['panels'] },
    });
  });

  it('is answered where an empty parameter says nothing', async () => {
    const params = { period: 'today', metrics: '', dimensions: '', compare: '', include: 'comparison', ...DATES };
    expect((await ask(fleetingStore(), params)).comparison?.period.start).toMatch(/^2024-01-01/);
  });
});

describe('a time zone', () => {
  it.each([
    ['EST5EDT', /^(EST5EDT|America\/New_York)$/],
    ['europe/paris', /^Europe\/Paris$/],
    ['Europe/Kiev', /^Europe\/Kyiv$/],
    ['Asia/Calcutta', /^Asia\/Kolkata$/],
    ['utc', /^UTC$/],
    ['Etc/GMT+5', /^Etc\/GMT\+5$/],
  ])('%s is one, by the name it has today, wherever it is asked in', async (timezone, name) => {
    const store = fleetingStore();
    expect((await ask(store, { period: 'today', timezone })).period.timezone).toMatch(name);
    expect((await askRetention(store, { period: 'today', timezone })).period.timezone).toMatch(name);
    const body = websiteCreateBody.parse({ domain: 'acme.test', timezone });
    expect(createWebsite(body, NOON).timezone).toMatch(name);
  });

  it.each(['+02:00', '-0500', 'Mars/Olympus', 'Europe/', 'x'])('%s is none', (timezone) => {
    const refusal = expect.objectContaining({ problem: expect.objectContaining({ path: ['timezone'] }) });
    expect(() => ask(fleetingStore(), { period: 'today', timezone })).toThrow(refusal);
    expect(websiteCreateBody.safeParse({ domain: 'acme.test', timezone }).success).toBe(false);
  });

  it('of a visitor is found by any of its names', async () => {
    const store = fleetingStore();
    await append(store.store, event({ timezone: 'Asia/Kolkata' }));
    for (const name of ['Asia/Kolkata', 'Asia/Calcutta', 'asia/calcutta']) {
      expect((await ask(store, { period: 'today', filter_timezone: name })).metrics.visitors, name).toBe(1);
    }
    expect((await ask(store, { period: 'today', filter_timezone: 'contains:kolk' })).metrics.visitors).toBe(1);
  });
});
