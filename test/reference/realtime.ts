import type { StoredEvent } from '../../collector/model/event.ts';
import { bucketsOf } from './calendar.ts';
import { type Filter, type History, MINUTE } from './histories/history.ts';
import { keepsEvent, labelsOf, ofVisitsWithout, type Seen } from './labels.ts';
import { inOrder } from './order.ts';
import { findPersons } from './persons.ts';
import { findSessions } from './sessions.ts';
import { nameSources } from './sources.ts';

export interface RealtimeQuestion {
  now: number;
  timezone: string;
  filters: Filter[];
  limit: number;
}

const latestFirst = (a: StoredEvent, b: StoredEvent) => inOrder(b, a);

/** Realtime, from the whole history. */
export function evaluateRealtime(history: History, { now, timezone, filters, limit }: RealtimeQuestion) {
  const { events } = nameSources(history);
  const { of } = findSessions(events);
  const definitions = history.conversionEvents.filter(({ active }) => active);
  const range = { start: Math.floor(now / MINUTE) * MINUTE - 29 * MINUTE, end: now + 1 };
  const until: Seen[] = events
    .map((event) => ({ event, session: of.get(event) ?? null }))
    .filter(({ event }) => event.time <= now);
  const lately = until.filter(({ event }) => event.time >= range.start);
  const seen = until
    .filter(ofVisitsWithout(filters, lately, definitions))
    .filter((each) => filters.every((filter) => keepsEvent(filter, each, definitions)))
    .toSorted((a, b) => latestFirst(a.event, b.event));

  const here = seen.filter(({ event, session }) => session !== null && event.time >= now - 5 * MINUTE);
  const persons = findPersons(events);
  const personOf = ({ event }: Seen) => persons.personOf(event.visitor as string);
  const visitors = [...new Set(here.map(personOf))].map((person) => {
    const theirs = here.filter((each) => personOf(each) === person);
    const of = (dimension: 'source' | 'country' | 'device') => labelsOf(dimension, theirs[0] as Seen, [])[0] as string;
    return {
      page: theirs.find(({ event }) => event.page !== null)?.event.page ?? '(not set)',
      source: of('source'),
      country: of('country'),
      device: of('device'),
    };
  });
  const by = (key: 'page' | 'source' | 'country' | 'device') => {
    const labels = [...new Set(visitors.map((visitor) => visitor[key]))];
    return labels
      .map((label) => ({ [key]: label, visitors: visitors.filter((visitor) => visitor[key] === label).length }))
      .toSorted((a, b) => Number(b.visitors) - Number(a.visitors) || (String(a[key]) < String(b[key]) ? -1 : 1))
      .slice(0, limit);
  };
  return {
    visitors: visitors.length,
    minutes: bucketsOf(range, timezone, 'minute').map(({ date, start, end }) => {
      const during = seen.filter(({ event }) => event.time >= start && event.time < end);
      const isView = ({ event }: Seen) => event.name === 'page_view';
      return {
        date,
        pageviews: during.filter(isView).length,
        events: during.filter((each) => !isView(each) && each.event.name !== 'page_leave').length,
      };
    }),
    pages: by('page'),
    sources: by('source'),
    countries: by('country'),
    devices: by('device'),
    latest_events: seen
      .filter(({ event }) => event.name !== 'page_leave' && event.time >= range.start)
      .slice(0, limit)
      .map((each) => ({
        event_name: each.event.name,
        page: each.event.page ?? '(not set)',
        source: labelsOf('source', each, [])[0] ?? '(not set)',
        country: labelsOf('country', each, [])[0] ?? '(not set)',
        timestamp: new Date(each.event.time).toISOString().replace('.000Z', 'Z'),
      })),
  };
}
