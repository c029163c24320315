import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../collector/model/event.ts';
import { compareInOrder } from '../../../collector/model/event-order.ts';
import { append, DAY, event, HOUR, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { ALWAYS, eventsOf, type Open, type Opened } from './opened.ts';

interface SeenSession {
  visitor: string;
  /** Ids of its events, in alphabetical order. */
  events: string[];
  first_event_id: string;
  start: number;
  last: number;
  views: number;
  bounce: boolean;
  entry_page: string | null;
  exit_page: string | null;
  source: string | null;
}

/** The sessions of a site by visitor and start, put together from what leads to each and what came of it. */
async function sessionsOf(opened: Opened, site = SITE): Promise<SeenSession[]> {
  const events = eventsOf(opened, site);
  const found: SeenSession[] = [];
  const inSessions = events.filter(({ session_id }) => session_id !== null);
  for (const visitor of [...new Set(inSessions.map(({ visitor_id }) => visitor_id))].sort()) {
    const known = new Set<string | null>();
    // The first touch within a session is its start.
    for (const touch of await opened.reader.reports.touches(site, visitor ?? '', -1, ALWAYS.end, true)) {
      const session = inSessions.find(({ event_id }) => event_id === touch.event_id)?.session_id ?? null;
      if (known.has(session)) continue;
      known.add(session);
      const members = inSessions.filter(({ session_id }) => session_id === session);
      const views = members.filter(({ event_name }) => event_name === 'page_view').length;
      const others = members.filter(({ event_name }) => !['page_view', 'page_leave'].includes(event_name)).length;
      found.push({
        visitor: visitor ?? '',
        events: members.map(({ event_id }) => event_id).sort(),
        first_event_id: touch.event_id,
        start: touch.time,
        last: Math.max(...members.map(({ timestamp }) => Date.parse(timestamp))),
        views,
        bounce: views === 1 && others === 0,
        entry_page: touch.entry_page,
        exit_page: touch.exit_page,
        source: touch.source,
      });
    }
  }
  return found;
}

const outsideOf = (opened: Opened, site = SITE) =>
  eventsOf(opened, site).filter(({ session_id }) => session_id === null).length;

const serverEvent = (over: Partial<NewEvent>) => event({ name: 'purchase', opens_session: false, page: null, ...over });

export function describeSessions(open: Open): void {
  describe('sessions', () => {
    it('join at a gap of 30:00 and split at 30:01', async () => {
      const opened = open();
      await append(opened.store.events, event({ time: NOON }), event({ time: NOON + 30 * MINUTE }));
      expect(await sessionsOf(opened)).toHaveLength(1);
      await append(opened.store.events, event({ time: NOON + 60 * MINUTE + 1000 }));
      expect(await sessionsOf(opened)).toHaveLength(2);
    });

    it('live on across midnight and with a new campaign', async () => {
      const opened = open();
      const late = Date.parse('2024-01-15T23:50:00Z');
      const tagged = event({ time: late + 20 * MINUTE, tagged: true, source: 'news' });
      await append(opened.store.events, event({ time: late }), tagged);
      expect(await sessionsOf(opened)).toMatchObject([{ views: 2, source: null }]);
    });

    it('end 24 hours after their start, however busy', async () => {
      const opened = open();
      for (let minute = 0; minute <= 24 * 60 + 20; minute += 20) {
        await append(opened.store.events, event({ time: NOON + minute * MINUTE }));
      }
      expect((await sessionsOf(opened)).map(({ start, last }) => [start - NOON, last - NOON])).toEqual([
        [0, DAY],
        [DAY + 20 * MINUTE, DAY + 20 * MINUTE],
      ]);
    });

    it('are joined by a late event between them', async () => {
      const opened = open();
      await append(opened.store.events, event({ time: NOON, page: '/a' }));
      await append(opened.store.events, event({ time: NOON + 50 * MINUTE, page: '/c' }));
      expect(await sessionsOf(opened)).toHaveLength(2);
      await append(opened.store.events, event({ time: NOON + 25 * MINUTE, page: '/b' }));
      expect(await sessionsOf(opened)).toMatchObject([{ views: 3, entry_page: '/a', exit_page: '/c' }]);
    });

    it('have a late page view for their exit when none came after it', async () => {
      const opened = open();
      await append(opened.store.events, event({ page: '/a' }), event({ name: 'click', time: NOON + 10 * MINUTE }));
      await append(opened.store.events, event({ page: '/b', time: NOON + 5 * MINUTE }));
      expect(await sessionsOf(opened)).toMatchObject([{ views: 2, entry_page: '/a', exit_page: '/b' }]);
    });

    it('take their attributes from the first page view, even when an event came before it', async () => {
      const opened = open();
      await append(opened.store.events, event({ name: 'signup', source: 'wrong', page: '/x' }));
      await append(opened.store.events, event({ time: NOON + 1000, source: 'Google', page: '/landing' }));
      await append(opened.store.events, event({ time: NOON + 2000, source: 'Bing', page: '/next' }));
      expect(await sessionsOf(opened)).toMatchObject([
        { source: 'Google', entry_page: '/landing', exit_page: '/next', views: 2 },
      ]);
    });

    it('are joined but never opened by a server event', async () => {
      const opened = open();
      await append(opened.store.events, serverEvent({ time: NOON - HOUR }), event({ time: NOON }));
      await append(opened.store.events, serverEvent({ time: NOON + 10 * MINUTE }));
      await append(opened.store.events, serverEvent({ time: NOON + 2 * HOUR }));
      expect(await sessionsOf(opened)).toMatchObject([{ start: NOON, last: NOON + 10 * MINUTE }]);
      expect(outsideOf(opened)).toBe(2);
    });

    it('take in a server event that came before the page view it followed', async () => {
      const opened = open();
      await append(opened.store.events, serverEvent({ time: NOON + 5 * MINUTE }));
      await append(opened.store.events, event({ time: NOON }));
      expect(await sessionsOf(opened)).toMatchObject([{ start: NOON, last: NOON + 5 * MINUTE, bounce: false }]);
      expect(outsideOf(opened)).toBe(0);
    });

    it('named by the caller are one session whatever the gaps', async () => {
      const opened = open();
      await append(opened.store.events, event({ session_id: 's1', time: NOON + 5 * HOUR, page: '/b' }));
      await append(opened.store.events, event({ session_id: 's1', time: NOON, page: '/a' }));
      await append(opened.store.events, event({ time: NOON + HOUR, page: '/other' }));
      expect(await sessionsOf(opened)).toMatchObject([
        { start: NOON, last: NOON + 5 * HOUR, entry_page: '/a', exit_page: '/b', views: 2 },
        { start: NOON + HOUR, views: 1 },
      ]);
      expect(await opened.reader.reports.sessionVisitor(SITE, 's1')).toBe('v1');
      expect(await opened.reader.reports.sessionVisitor(SITE, 's2')).toBe(null);
    });

    it('do not exist for events without a visitor', async () => {
      const opened = open();
      await append(opened.store.events, event({ visitor: null }));
      expect([await sessionsOf(opened), outsideOf(opened)]).toEqual([[], 1]);
    });

    it('do not mix live and test data', async () => {
      const opened = open();
      await append(opened.store.events, event({ time: NOON }));
      await append(opened.store.events, event({ time: NOON + MINUTE, site: SITE + 1 }));
      expect(await sessionsOf(opened)).toHaveLength(1);
      expect(await sessionsOf(opened, SITE + 1)).toHaveLength(1);
    });

    it('keep yesterday’s cookieless visitor for as long as its session is open', async () => {
      const opened = open();
      const today = { visitor: 'today', previous_visitor: 'yesterday' };
      await append(opened.store.events, event({ visitor: 'yesterday', time: NOON }));
      await append(opened.store.events, event({ ...today, time: NOON + 20 * MINUTE }));
      await append(opened.store.events, event({ ...today, time: NOON + 80 * MINUTE }));
      expect((await sessionsOf(opened)).map(({ visitor, views }) => [visitor, views])).toEqual([
        ['today', 1],
        ['yesterday', 2],
      ]);
    });

    it('come out the same whatever the order, the batches and the repeats', async () => {
      // Whole days for the cap of a session, an hour or two for many events in one.
      const minutes = fc.oneof(fc.integer({ min: 0, max: 36 * 60 }), fc.integer({ min: 0, max: 100 }));
      const history = fc.array(
        fc.record({
          minute: minutes,
          visitor: fc.constantFrom('v1', 'v2'),
          kind: fc.constantFrom('page_view', 'click', 'server', 'page_leave'),
          caller: fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, fc.constantFrom('s1', 's2')),
        }),
        { minLength: 1, maxLength: 40 },
      );
      const opened = open();
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
            append(opened.store.events, ...these.map((each) => ({ ...each, site: where })));
          await at(inOrder, events);
          const left = [...events, ...events.filter(() => roll(4) === 0)];
          while (left.length > 0) {
            const batch = Array.from({ length: 1 + roll(5) }, () => left.splice(roll(left.length || 1), 1)).flat();
            if (batch.length > 0) await at(shuffled, batch);
          }
          const expected = reference(events);
          expect(await sessionsOf(opened, inOrder)).toEqual(expected);
          expect(await sessionsOf(opened, shuffled)).toEqual(expected);
          // What is counted of each: no two have one source.
          expect(await countedBySource(opened, shuffled)).toEqual(
            new Map(
              expected.map(({ source, views, start, last, bounce }) => [
                source,
                { views, length: last - start, bounce },
              ]),
            ),
          );
        }),
        { numRuns: 150 },
      );
    });
  });
}

async function countedBySource({ reader }: Opened, site: number) {
  const question = { site, ...ALWAYS, filters: [], conversionEvents: [] };
  const split = { buckets: null, dimensions: ['source' as const], medians: false };
  const rows = (await reader.reports.traffic(question, [split]))[0] ?? [];
  return new Map(
    rows
      .filter(({ sessions }) => sessions > 0)
      .map(({ keys, pageviews, duration, bounces }) => [
        keys[0],
        { views: pageviews, length: duration, bounce: bounces === 1 },
      ]),
  );
}

/** The definition, said plainly: sort, then walk. */
function reference(events: NewEvent[]): SeenSession[] {
  const rows: (SeenSession & { caller: string | null; interactions: number })[] = [];
  const sorted = events.toSorted(
    (a, b) => a.time - b.time || Number(b.opens_session) - Number(a.opens_session) || compareInOrder(a, b),
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
      events: [],
      first_event_id: next.event_id,
      start: next.time,
      last: next.time,
      views: 0,
      interactions: 0,
      bounce: false,
      entry_page: null,
      exit_page: null,
      source: next.source,
    };
    if (open === undefined) rows.push(row);
    row.events.push(next.event_id);
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
    .map(({ caller: _, interactions, ...row }) => ({
      ...row,
      events: row.events.sort(),
      bounce: row.views === 1 && interactions === 0,
    }))
    .sort((a, b) => (a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.start - b.start));
}
