import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchEvent } from '../../../collector/contract/event.ts';
import { createIngest } from '../../../collector/ingest/create-ingest.ts';
import { exportEvents } from '../../../collector/store/sqlite/read/export-events.ts';
import { ask } from '../../support/ask.ts';
import { askFunnel, askJourneys } from '../../support/ask-report.ts';
import { NOON, SITE, website } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';
import { server } from './deliver.ts';

/* A server sends whole visits under one timestamp, or under none: the order of its lists is the order of what happened. */

const BUYERS = 12;
const AT = new Date(NOON).toISOString().replace('.000', '');

/** Who names the events: nobody, the caller by chance or downwards, or the request's `Idempotency-Key`. */
const NAMING = {
  nobody: () => ({}),
  'the caller, by chance': () => ({ event_id: randomUUID() }),
  'the caller, downwards': (index: number) => ({ event_id: `e${String(999 - index).padStart(3, '0')}` }),
  'the caller, upwards': (index: number) => ({ event_id: `e${String(index).padStart(3, '0')}` }),
  'the key of the request': () => ({}),
} as const;
type Naming = keyof typeof NAMING;

function visits(naming: Naming, timestamp: string | null): BatchEvent[][] {
  let index = 0;
  const event = (visitor_id: string, event_name: string, properties: object): BatchEvent => {
    index += 1;
    const named = NAMING[naming](index);
    return {
      event_name,
      visitor_id,
      properties: { ...properties },
      ...(timestamp === null ? {} : { timestamp }),
      ...named,
    };
  };
  const page = (path: string) => ({ page_url: `https://acme.com${path}` });
  return Array.from({ length: BUYERS }, (_, buyer) => [
    event(`v${buyer}`, 'page_view', page('/cart?utm_source=alpha')),
    event(`v${buyer}`, 'page_view', page('/offer?utm_source=beta')),
    event(`v${buyer}`, 'page_view', page('/checkout')),
    event(`v${buyer}`, 'purchase', {}),
  ]);
}

async function send(store: TemporaryStore, requests: BatchEvent[][], naming: Naming): Promise<void> {
  const ingest = createIngest({
    store: store.store,
    salts: (day) => Buffer.from(day),
    geo: () => ({ country: null, region: null, city: null }),
  });
  for (const [number, events] of requests.entries()) {
    const sender = server({ idSeed: naming === 'the key of the request' ? `request ${number}` : null });
    await ingest({
      website,
      sender,
      received: NOON + number,
      sentAt: null,
      defaults: {},
      givenUp: 0,
      events: events.map((event, index) => ({ index, event })),
    });
  }
}

async function seen(store: TemporaryStore) {
  const steps: [string, string][] = ['page:/cart', 'page:/offer', 'page:/checkout', 'event:purchase'].map((step) => [
    'step',
    step,
  ]);
  const day: [string, string][] = [
    ['start_date', '2024-01-15'],
    ['end_date', '2024-01-15'],
  ];
  const over = { now: NOON + 60_000 };
  const funnel = await askFunnel(store, [...steps, ...day], over);
  const journeys = await askJourneys(store, [['from', '/cart'], ...day], over);
  const by = async (dimensions: string) =>
    (await ask(store, { dimensions, metrics: 'sessions', ...Object.fromEntries(day) }, over)).breakdown;
  const exported = [...exportEvents(store.db, { site: SITE, start: null, end: null })];
  const lists = new Map<string, string[]>();
  for (const { visitor_id, page, event_name } of exported) {
    const list = lists.get(visitor_id as string) ?? [];
    lists.set(visitor_id as string, [...list, page ?? event_name]);
  }
  return {
    steps: funnel.steps.map(({ visitors }) => visitors),
    paths: journeys.paths.map(({ path, sessions }) => [path, sessions]),
    entry: await by('entry_page,exit_page'),
    source: await by('source'),
    touches: (await store.source.touches(SITE, 'v1', NOON - 1, NOON + 60_000)).map(({ source }) => source),
    exported: new Set([...lists.values()].map((list) => list.join(' '))),
  };
}

const RIGHT = {
  steps: [BUYERS, BUYERS, BUYERS, BUYERS],
  paths: [[['/cart', '/offer', '/checkout', '(exit)'], BUYERS]],
  entry: [{ entry_page: '/cart', exit_page: '/checkout', sessions: BUYERS }],
  source: [{ source: 'alpha', sessions: BUYERS }],
  touches: ['alpha', 'beta'],
  exported: new Set(['/cart /offer /checkout purchase']),
};

describe.each(Object.keys(NAMING) as Naming[])('events of one timestamp, named by %s,', (naming) => {
  it.each([
    ['whole seconds', AT],
    ['no timestamp', null],
  ])('keep the order of their request: %s', async (_, timestamp) => {
    const store = fleetingStore();
    await send(store, [visits(naming, timestamp).flat()], naming);
    expect(await seen(store)).toEqual(RIGHT);
  });

  it('keep it however visits are split over requests, and the requests shuffled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: BUYERS, maxLength: BUYERS }), async (places) => {
        const requests: BatchEvent[][] = [[], [], [], []];
        for (const [buyer, list] of visits(naming, AT).entries()) requests[places[buyer] as number]?.push(...list);
        const store = fleetingStore();
        const filled = requests.filter(({ length }) => length > 0);
        await send(store, places[0] === 0 ? filled : filled.reverse(), naming);
        expect(await seen(store)).toEqual(RIGHT);
      }),
      { numRuns: 5 },
    );
  });

  it('keep it when a late event has their sessions derived again, and when they were kept apart for a while', async () => {
    const store = fleetingStore();
    await send(store, [visits(naming, AT).flat()], naming);
    const selection = { site: SITE, fields: {}, referrerHost: null, reasons: null, start: null, end: null };
    expect(await store.exclusions.exclude(selection, 30 * 60_000)).toBe(4 * BUYERS);
    expect(await store.exclusions.readmit(selection, 30 * 60_000)).toBe(4 * BUYERS);
    expect(await seen(store)).toEqual(RIGHT);
    const earlier = visits('nobody', new Date(NOON - 60_000).toISOString()).map(([view]) => view as BatchEvent);
    await send(store, [earlier], 'nobody');
    const { steps, entry } = await seen(store);
    expect([steps, entry]).toEqual([RIGHT.steps, RIGHT.entry]);
  });

  it('give the same numbers when the same import is sent twice', async () => {
    const answers = [];
    for (let time = 0; time < 2; time += 1) {
      const store = fleetingStore();
      await send(store, [visits(naming, AT).flat()], naming);
      answers.push(await seen(store));
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

it('events sent one by one under one timestamp and no ids are in the order they arrived in', async () => {
  const store = fleetingStore();
  await send(
    store,
    visits('nobody', AT)
      .flat()
      .map((event) => [event]),
    'nobody',
  );
  expect(await seen(store)).toEqual(RIGHT);
});
