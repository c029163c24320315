import fc from 'fast-check';
import { conversionEvent } from '../../support/made-up.ts';
import type { FunnelQuestion } from '../funnel.ts';
import type { JourneysQuestion } from '../journeys.ts';
import type { RealtimeQuestion } from '../realtime.ts';
import type { RetentionQuestion } from '../retention.ts';
import { MOMENTS, PAGES, type PlannedHistory } from './histories.ts';
import { DAY, type Filter, MINUTE, type Range } from './history.ts';
import { daysAround, EVENT, filtersBy, instants, SESSION } from './questions.ts';

/** A question about a history yet to be told. */
type Planned<Question> = fc.Arbitrary<(history: PlannedHistory) => Question>;

const when = fc.record({
  days: fc.boolean(),
  before: fc.integer({ min: 0, max: 3 }),
  after: fc.integer({ min: 0, max: 12 }),
  edges: fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 0, 1)),
  elsewhere: fc.option(fc.constantFrom(...MOMENTS), { nil: null, freq: 2 }),
});
type When = typeof when extends fc.Arbitrary<infer T> ? T : never;

function rangeOf({ days, before, after, edges, elsewhere }: When, { moment, events }: PlannedHistory) {
  const range: Range = days ? daysAround(moment.at, before, after) : instants(events, edges, after);
  return { range, timezone: (elsewhere ?? moment).timezone };
}

const sessionFilters = fc.oneof(
  { arbitrary: fc.constant<Filter[]>([]), weight: 2 },
  { arbitrary: filtersBy(SESSION), weight: 1 },
);
const anyFilters = fc.oneof(
  { arbitrary: fc.constant<Filter[]>([]), weight: 2 },
  { arbitrary: filtersBy([...SESSION, ...EVENT]), weight: 1 },
);
const dimension = fc.option(fc.constantFrom(...SESSION), { nil: null });

const page = (path: string) => ({
  type: 'page' as const,
  event_name: null,
  page_path: path,
  match: path.includes('*') ? ('wildcard' as const) : ('exact' as const),
});
/** Steps as they are written, and what they mean. */
const STEPS = [
  { text: 'page:/a', definition: conversionEvent(page('/a')) },
  { text: '/', definition: conversionEvent(page('/')) },
  { text: '/done/*', definition: conversionEvent(page('/done/*')) },
  { text: 'page:/**', definition: conversionEvent(page('/**')) },
  { text: 'page:/**', definition: conversionEvent(page('/**')) },
  { text: 'page:/**;plan=free', definition: conversionEvent({ ...page('/**'), properties: { plan: 'free' } }) },
  { text: 'signup', definition: conversionEvent() },
  { text: 'event:signup', definition: conversionEvent() },
  { text: 'signup;plan=pro;seats=2', definition: conversionEvent({ properties: { plan: 'pro', seats: 2 } }) },
  { text: 'signup;seats="2";plan=null', definition: conversionEvent({ properties: { plan: null, seats: '2' } }) },
  { text: 'pageview', definition: conversionEvent({ event_name: 'page_view' }) },
  { text: 'page_leave', definition: conversionEvent({ event_name: 'page_leave' }) },
  {
    text: 'event:purchase;trial=true',
    definition: conversionEvent({ event_name: 'purchase', properties: { trial: true } }),
  },
  { text: 'purchase', definition: conversionEvent({ event_name: 'purchase' }) },
];

export const funnelQuestions: Planned<FunnelQuestion> = fc
  .record({
    when,
    steps: fc.array(fc.constantFrom(...STEPS), { minLength: 2, maxLength: 4 }),
    window: fc.constantFrom(1000, 5 * MINUTE, 30 * MINUTE, DAY, DAY, 3 * DAY, 7 * DAY),
    scope: fc.constantFrom('visitor', 'session'),
    dimension,
    filters: sessionFilters,
  })
  .map(({ when, ...rest }) => (history) => ({ ...rangeOf(when, history), ...rest, scope: rest.scope as 'visitor' }));

export const retentionQuestions: Planned<RetentionQuestion> = fc
  .record({
    when,
    interval: fc.constantFrom('day', 'day', 'week', 'month'),
    dimension,
    filters: sessionFilters,
    currency: fc.constantFrom('USD', 'USD', 'USD', 'JPY', 'KWD'),
    /** How long after the moment it is asked. */
    late: fc.constantFrom(0, 1, DAY, 5 * DAY, 100 * DAY),
  })
  .map(({ when, late, ...rest }) => (history) => ({
    ...rangeOf(when, history),
    ...rest,
    interval: rest.interval as 'day',
    now: history.moment.at + late,
  }));

const ANCHORS = [
  ...PAGES.map((path) => ({ anchor: path, meets: new RegExp(`^${path}$`) })),
  { anchor: '/done/*', meets: /^\/done\/[^/]+$/ },
  { anchor: '/**', meets: /^\// },
];

export const journeysQuestions: Planned<JourneysQuestion> = fc
  .record({
    when,
    direction: fc.constantFrom('from', 'to'),
    place: fc.oneof(fc.constantFrom(...ANCHORS), fc.constant(null)),
    steps: fc.integer({ min: 1, max: 10 }),
    filters: anyFilters,
  })
  .map(({ when, place, ...rest }) => (history) => ({
    ...rangeOf(when, history),
    ...rest,
    ...(place ??
      (rest.direction === 'from'
        ? { anchor: '(entry)', meets: /^\(entry\)$/ }
        : { anchor: '(exit)', meets: /^\(exit\)$/ })),
    direction: rest.direction as 'from',
  }));

export const realtimeQuestions: Planned<RealtimeQuestion> = fc
  .record({
    pick: fc.nat(),
    late: fc.constantFrom(-1, 0, 1, 1000, 5 * MINUTE - 1, 5 * MINUTE, 5 * MINUTE + 1, 12 * MINUTE, 30 * MINUTE),
    elsewhere: fc.constantFrom(...MOMENTS),
    filters: anyFilters,
    limit: fc.constantFrom(1, 2, 20),
  })
  .map(({ pick, late, elsewhere, ...rest }) => ({ events }) => ({
    now: (events[pick % events.length]?.time ?? 0) + late,
    timezone: elsewhere.timezone,
    ...rest,
  }));
