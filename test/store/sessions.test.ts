import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../collector/model/event.ts';
import { append, DAY, event, HOUR, MINUTE, NOON, SITE } from '../support/made-up.ts';
import { type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

interface SessionRow {
  visitor: string;
  start: number;
  last: number;
  views: number;
  interactions: number;
  entry_page: string | null;
  exit_page: string | null;
  source: string | null;
  first_event_id: string;
}

const sessions = ({ db }: TemporaryStore, site: number | null = null): SessionRow[] =>
  db
    .prepare<[{ site: number | null }], SessionRow>(
      `select visitor, start, last, views, interactions, entry_page, exit_page, source, first_event_id
       from sessions where site = @site or @site is null order by visitor, start`,
    )
    .all({ site });

const membership = ({ db }: TemporaryStore, site: number | null = null): Record<string, string | null> =>
  Object.fromEntries(
    db
      .prepare<[{ site: number | null }], { event_id: string; first: string | null }>(
        `select e.event_id, s.first_event_id as first from events e left join sessions s on s.seq = e.session
         where e.site = @site or @site is null order by e.event_id`,
      )
      .all({ site })
      .map(({ event_id, first }) => [event_id, first]),
  );

const serverEvent = (over: Partial<NewEvent>) => event({ name: 'purchase', opens_session: false, page: null, ...over });

describe('sessions', () => {
  it('join at a gap of 30:00 and split at 30:01', async () => {
    const store = temporaryStore();
    await append(store.store, event({ time: NOON }), event({ time: NOON + 30 * MINUTE }));
    expect(sessions(store)).toHaveLength(1);
    await append(store.store, event({ time: NOON + 60 * MINUTE + 1000 }));
    expect(sessions(store)).toHaveLength(2);
  });

  it('live on across midnight and with a new campaign', async () => {
    const store = temporaryStore();
    const late = Date.parse('2024-01-15T23:50:00Z');
    await append(store.store, event({ time: late }), event({ time: late + 20 * MINUTE, tagged: true, source: 'news' }));
    expect(sessions(store)).toMatchObject([{ views: 2, source: null }]);
  });

  it('end 24 hours after their start, however busy', async () => {
    const store = temporaryStore();
    for (let minute = 0; minute <= 24 * 60 + 20; minute += 20) {
      await append(store.store, event({ time: NOON + minute * MINUTE }));
    }
    expect(sessions(store).map(({ start, last }) => [start - NOON, last - NOON])).toEqual([
      [0, DAY],
      [DAY + 20 * MINUTE, DAY + 20 * MINUTE],
    ]);
  });

  it('are joined by a late event between them', async () => {
    const store = temporaryStore();
    await append(store.store, event({ time: NOON, page: '/a' }));
    await append(store.store, event({ time: NOON + 50 * MINUTE, page: '/c' }));
    expect(sessions(store)).toHaveLength(2);
    await append(store.store, event({ time: NOON + 25 * MINUTE, page: '/b' }));
    expect(sessions(store)).toMatchObject([{ views: 3, entry_page: '/a', exit_page: '/c' }]);
  });

  it('take their attributes from the first page view, even when an event came before it', async () => {
    const store = temporaryStore();
    await append(store.store, event({ name: 'signup', source: 'wrong', page: '/x' }));
    await append(store.store, event({ time: NOON + 1000, source: 'Google', page: '/landing' }));
    await append(store.store, event({ time: NOON + 2000, source: 'Bing', page: '/next' }));
    expect(sessions(store)).toMatchObject([
      { source: 'Google', entry_page: '/landing', exit_page: '/next', views: 2, interactions: 1 },
    ]);
  });

  it('are joined but never opened by a server event', async () => {
    const store = temporaryStore();
    await append(store.store, serverEvent({ time: NOON - HOUR }), event({ time: NOON }));
    await append(store.store, serverEvent({ time: NOON + 10 * MINUTE }));
    await append(store.store, serverEvent({ time: NOON + 2 * HOUR }));
    expect(sessions(store)).toMatchObject([{ start: NOON, last: NOON + 10 * MINUTE }]);
    expect(Object.values(membership(store)).filter((first) => first === null)).toHaveLength(2);
  });

  it('take in a server event that came before the page view it followed', async () => {
    const store = temporaryStore();
    await append(store.store, serverEvent({ time: NOON + 5 * MINUTE }));
    await append(store.store, event({ time: NOON }));
    expect(sessions(store)).toMatchObject([{ start: NOON, last: NOON + 5 * MINUTE, interactions: 1 }]);
  });

  it('named by the caller are one session whatever the gaps', async () => {
    const store = temporaryStore();
    await append(store.store, event({ session_id: 's1', time: NOON + 5 * HOUR, page: '/b' }));
    await append(store.store, event({ session_id: 's1', time: NOON, page: '/a' }));
    await append(store.store, event({ time: NOON + HOUR, page: '/other' }));
    expect(sessions(store)).toMatchObject([
      { start: NOON, last: NOON + 5 * HOUR, entry_page: '/a', exit_page: '/b', views: 2 },
      { start: NOON + HOUR, views: 1 },
    ]);
  });

  it('do not exist for events without a visitor', async () => {
    const store = temporaryStore();
    await append(store.store, event({ visitor: null }));
    expect(sessions(store)).toEqual([]);
  });

  it('do not mix live and test data', async () => {
    const store = temporaryStore();
    await append(store.store, event({ time: NOON }));
    await append(store.store, event({ time: NOON + MINUTE, site: SITE + 1 }));
    expect(sessions(store)).toHaveLength(2);
  });

  it('keep yesterday’s cookieless visitor for as long as its session is open', async () => {
    const store = temporaryStore();
    await append(store.store, event({ visitor: 'yesterday', time: NOON }));
    await append(store.store, event({ visitor: 'today', previous_visitor: 'yesterday', time: NOON + 20 * MINUTE }));
    await append(store.store, event({ visitor: 'today', previous_visitor: 'yesterday', time: NOON + 80 * MINUTE }));
    expect(sessions(store).map(({ visitor, views }) => [visitor, views])).toEqual([
      ['today', 1],
      ['yesterday', 2],
    ]);
  });

  it('come out the same whatever the order, the batches and the repeats', async () => {
    const minutes = fc.integer({ min: 0, max: 36 * 60 });
    const history = fc.array(
      fc.record({
        minute: minutes,
        visitor: fc.constantFrom('v1', 'v2'),
        kind: fc.constantFrom('page_view', 'click', 'server', 'page_leave'),
        caller: fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, fc.constantFrom('s1', 's2')),
      }),
      { minLength: 1, maxLength: 40 },
    );
    const store = temporaryStore();
    let site = SITE;
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (planned, dice) => {
        const roll = (below: number) => (dice.next().value as number) % below;
        const events = planned.map(({ minute, visitor, kind, caller }, index) =>
          event({
            event_id: `e${String(index).padStart(3, '0')}`,
            time: NOON + minute * MINUTE,
            visitor: caller === null ? visitor : `${visitor}-${caller}`,
            session_id: caller === null ? null : `${visitor}-${caller}`,
            name: kind === 'server' ? 'purchase' : kind,
            opens_session: kind !== 'server',
            page: `/${index}`,
            source: `source ${index}`,
          }),
        );
        const [inOrder, shuffled] = [site++, site++];
        const at = (where: number, these: NewEvent[]) =>
          append(store.store, ...these.map((each) => ({ ...each, site: where })));
        await at(inOrder, events);
        const left = [...events, ...events.filter(() => roll(4) === 0)];
        while (left.length > 0) {
          const batch = Array.from({ length: 1 + roll(5) }, () => left.splice(roll(left.length || 1), 1)).flat();
          if (batch.length > 0) await at(shuffled, batch);
        }
        expect(sessions(store, shuffled)).toEqual(sessions(store, inOrder));
        expect(membership(store, shuffled)).toEqual(membership(store, inOrder));
        expect(sessions(store, inOrder)).toEqual(reference(events));
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

/** The definition, said plainly: sort, then walk. */
function reference(events: NewEvent[]): SessionRow[] {
  const rows: (SessionRow & { caller: string | null })[] = [];
  const sorted = events.toSorted(
    (a, b) =>
      a.time - b.time || Number(b.opens_session) - Number(a.opens_session) || (a.event_id < b.event_id ? -1 : 1),
  );
  for (const next of sorted) {
    const mine = rows.filter((row) => row.visitor === next.visitor && row.caller === next.session_id);
    const open = mine.findLast(
      (row) => next.session_id !== null || (next.time - row.last <= 30 * MINUTE && next.time - row.start <= DAY),
    );
    if (open === undefined && !next.opens_session && next.session_id === null) continue;
    const row = open ?? {
      visitor: next.visitor ?? '',
      caller: next.session_id,
      start: next.time,
      last: next.time,
      views: 0,
      interactions: 0,
      entry_page: null,
      exit_page: null,
      source: next.source,
      first_event_id: next.event_id,
    };
    if (open === undefined) rows.push(row);
    row.last = next.time;
    if (next.name === 'page_view') {
      if (row.views === 0) {
        row.source = next.source;
        row.entry_page = next.page;
      }
      row.exit_page = next.page;
      row.views += 1;
    } else if (next.name !== 'page_leave') row.interactions += 1;
  }
  return rows
    .map(({ caller: _, ...row }) => row)
    .sort((a, b) => (a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.start - b.start));
}
