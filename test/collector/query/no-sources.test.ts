import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../collector/model/event.ts';
import { ask } from '../../support/ask.ts';
import { append, event, HOUR, MINUTE, NOON, payment, SITE, website } from '../../support/made-up.ts';
import { forEvery, HANGS } from '../../support/property.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const BANK = 'pay.bank.example';

/** Bing in the morning; an hour later back from the bank, and a payment. */
async function bought(over: Partial<NewEvent> = {}): Promise<TemporaryStore> {
  const store = fleetingStore();
  await store.registry.createWebsite(website);
  await append(
    store.store,
    event({ time: NOON - 2 * HOUR, source: 'Bing', channel: 'Organic Search', referrer: 'bing.com' }),
    event({ time: NOON - HOUR, source: BANK, channel: 'Referral', referrer: `${BANK}/3ds`, ...over }),
  );
  await store.store.recordPayment(payment({ visitor: 'v1', time: NOON - HOUR + MINUTE }), 'keep');
  return store;
}

async function exclude(store: TemporaryStore, ...hosts: string[]): Promise<void> {
  const current = store.registry.website(website.id);
  if (current === null) throw new Error('No website');
  const settings = { ...current.settings, excluded_referrers: hosts };
  await store.registry.updateWebsite({ ...current, settings, updatedAt: current.updatedAt + 1 }, current.updatedAt);
}

async function by(store: TemporaryStore, dimension: string, params: Record<string, string> = {}) {
  const { breakdown = [] } = await ask(store, {
    period: 'today',
    dimensions: dimension,
    metrics: 'sessions,revenue',
    ...params,
  });
  return Object.fromEntries(breakdown.map((row) => [row[dimension], [row.sessions, row.revenue]]));
}

describe('a host that the owner calls no source', () => {
  it('has neither visits nor money from then on, in all that is stored, and has them back when it is struck', async () => {
    const store = await bought();
    const before = { Bing: [1, 0], [BANK]: [1, 10] };
    expect(await by(store, 'source')).toEqual(before);
    await exclude(store, 'bank.example');
    expect(await by(store, 'source')).toEqual({ Bing: [1, 10], '(direct)': [1, 0] });
    expect(await by(store, 'channel')).toEqual({ 'Organic Search': [1, 10], Direct: [1, 0] });
    expect(await by(store, 'referrer')).toEqual({ 'bing.com': [1, 10], [`${BANK}/3ds`]: [1, 0] });
    await exclude(store);
    expect(await by(store, 'source')).toEqual(before);
  });

  it('is found by a filter as what its row says', async () => {
    const store = await bought();
    await exclude(store, BANK);
    expect(await by(store, 'source', { filter_source: 'is:(direct)' })).toEqual({ '(direct)': [1, 0] });
    expect(await by(store, 'source', { filter_source: `is:${BANK}` })).toEqual({});
    expect(await by(store, 'channel', { filter_channel: 'is:Direct' })).toEqual({ Direct: [1, 0] });
  });

  it('earns nothing by a touch within a visit', async () => {
    const store = await bought({ time: NOON - 2 * HOUR + MINUTE, tagged: true, utm_campaign: 'back' });
    expect(await by(store, 'source')).toEqual({ Bing: [1, 0], [BANK]: [0, 10] });
    await exclude(store, BANK);
    expect(await by(store, 'source')).toEqual({ Bing: [1, 10] });
  });

  it('leaves a visit alone that names another source', async () => {
    const store = await bought({ source: 'newsletter', channel: 'Email', utm_source: 'newsletter' });
    await exclude(store, BANK);
    expect(await by(store, 'source')).toEqual({ Bing: [1, 0], newsletter: [1, 10] });
  });

  it('is also one that is on the built-in list since, of what was stored before', async () => {
    const store = await bought({ source: 'accounts.google.com', referrer: 'accounts.google.com/signin' });
    expect(await by(store, 'source')).toEqual({ Bing: [1, 10], '(direct)': [1, 0] });
  });
});

describe('sources that differ in case alone', () => {
  const visits = (...sources: string[]) =>
    sources.map((source, at) => event({ visitor: `v${at}`, event_id: `e${at}`, source, channel: 'Referral' }));

  it('are one row under the most frequent spelling, of equally frequent ones the first', async () => {
    const store = fleetingStore();
    await append(store.store, ...visits('acme-blog', 'Acme-Blog', 'ACME-BLOG', 'acme-blog', 'other'));
    expect(await by(store, 'source')).toEqual({ 'acme-blog': [4, 0], other: [1, 0] });
    await append(store.store, ...visits('', '', '', '', '', 'Acme-Blog').slice(5));
    expect(await by(store, 'source')).toEqual({ 'Acme-Blog': [5, 0], other: [1, 0] });
  });

  it('have their money in that row', async () => {
    const store = fleetingStore();
    await append(store.store, ...visits('acme-blog', 'Acme-Blog', 'acme-blog'));
    for (const visitor of ['v0', 'v1']) await store.store.recordPayment(payment({ visitor }), 'keep');
    expect(await by(store, 'source')).toEqual({ 'acme-blog': [3, 20] });
    for (const spelling of ['acme-blog', 'Acme-Blog', 'ACME-BLOG']) {
      expect(await by(store, 'source', { filter_source: `is:${spelling}` })).toEqual({ 'acme-blog': [3, 20] });
    }
  });

  it('have one name in whatever order and portions they arrive, and when some are gone again', HANGS, async () => {
    const spelling = fc.constantFrom('Blog', 'blog', 'BLOG', 'Café', 'CAFÉ', 'x');
    const plan = fc.array(fc.tuple(spelling, fc.boolean()), { minLength: 1, maxLength: 12 });
    await forEvery(60, [plan, fc.nat(), fc.integer({ min: 1, max: 5 })], async (plan, seed, portion) => {
      const events = plan.map(([source, tagged], at) =>
        event({
          visitor: `v${at % 4}`,
          event_id: `e${at}`,
          time: NOON - (at % 3) * 20 * MINUTE,
          source,
          channel: 'Referral',
          tagged,
        }),
      );
      const read = async (order: NewEvent[], size: number) => {
        const store = fleetingStore();
        for (let at = 0; at < order.length; at += size) await append(store.store, ...order.slice(at, at + size));
        const told = await by(store, 'source');
        await store.store.prune(SITE, NOON - 30 * MINUTE);
        return [told, await by(store, 'source')];
      };
      const shuffled = events
        .map((one, at) => ({ one, key: Math.imul(at + 1, seed | 1) % 97 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const first = await read(events, events.length);
      expect(await read(shuffled, portion)).toEqual(first);
      for (const told of first) {
        const folded = Object.keys(told as object).map((name) => name.toLowerCase());
        expect(new Set(folded).size).toBe(folded.length);
      }
    });
  });
});
