import fc from 'fast-check';
import { type Dimension, operatorsOf, REVENUE_DIMENSIONS } from '../../../collector/contract/dimensions.ts';
import { ATTRIBUTION_MODELS } from '../../../collector/contract/vocabulary.ts';
import { CAMPAIGNS, MOMENTS, PAGES, type PlannedHistory, PRODUCTS } from './histories.ts';
import { DAY, type Filter, MINUTE, type Question, type Range } from './history.ts';

/** What may be asked for, and values found there or not. */
const VALUES: Partial<Record<Dimension, string[]>> = {
  channel: ['Direct', 'Email', 'Organic Search', 'Re', '(unattributed)'],
  source: ['Google', 'newsletter', 'Newsletter', 'e', '(direct)', '(unattributed)', '(not set)', 'blog.example'],
  referrer: ['google.com', 'blog.example', 'accounts', '.', '(direct)'],
  utm_source: ['newsletter', '(not set)'],
  utm_campaign: [...CAMPAIGNS, 'Spring', '\\(not set)', '\\(unattributed)'],
  entry_page: [...PAGES, '(not set)'],
  exit_page: [...PAGES, '(not set)'],
  continent: ['Europe', 'North America', 'e', '(not set)'],
  country: ['DE', 'US', 'us', 'k', '(not set)'],
  city: ['Washington, DC', '100% pure_\\x', 'Ære Ø', 'ÆRE', 'ø', '%', '_\\x', ','],
  device: ['Desktop', 'mobile', 'O'],
  screen: ['mobile', 'desktop', '(not set)'],
  timezone: ['Europe/Paris', 'Asia', '(not set)'],
  page: [...PAGES, '/do', '(not set)'],
  page_section: ['/', '/done', '/do', '(not set)'],
  hostname: ['acme.com', 'www.', '(not set)'],
  event_name: ['page_view', 'signup', 'page', 'purchase', 'hover', 'identify'],
  conversion_event: ['Signup', 'Pro', 'Bought', 'o'],
  'prop:plan': ['pro', 'free', 'r', '(not set)', '\\(not set)'],
  'prop:seats': ['2', '(not set)'],
  currency: ['USD', 'jpy', 'd'],
  product: [...PRODUCTS, '\\(not set)', 'p'],
};
export const SESSION = [
  'channel',
  'source',
  'referrer',
  'utm_source',
  'utm_campaign',
  'entry_page',
  'exit_page',
  'continent',
  'country',
  'city',
  'device',
  'screen',
  'timezone',
] as const;
export const EVENT = [
  'page',
  'page_section',
  'hostname',
  'event_name',
  'conversion_event',
  'prop:plan',
  'prop:seats',
  'prop:trial',
] as const;

const from = (dimensions: readonly Dimension[], max: number) => fc.subarray([...dimensions], { maxLength: max });
/** Traffic is told by sessions and events, money by sessions and itself. */
const dimensions: fc.Arbitrary<Dimension[]> = fc
  .oneof(
    { arbitrary: from(SESSION, 2), weight: 2 },
    { arbitrary: from([...SESSION, ...EVENT], 2), weight: 2 },
    { arbitrary: from(EVENT, 2), weight: 1 },
    { arbitrary: from([...SESSION, 'product', 'currency'], 2), weight: 1 },
  )
  .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }));

const filterBy = (dimensions: readonly Dimension[]): fc.Arbitrary<Filter> =>
  fc.constantFrom(...dimensions).chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      operator: fc.constantFrom(...operatorsOf(dimension)),
      values: fc.uniqueArray(fc.constantFrom(...(VALUES[dimension] as string[])), { minLength: 1, maxLength: 2 }),
    }),
  );
/** Up to two filters by different ones of these dimensions. */
export const filtersBy = (dimensions: readonly Dimension[]) =>
  fc.uniqueArray(filterBy(dimensions.filter((dimension) => dimension in VALUES)), {
    maxLength: 2,
    selector: ({ dimension }) => dimension,
  });
const filters = filtersBy(Object.keys(VALUES) as Dimension[]);

const isMoney = (dimension: Dimension) => (REVENUE_DIMENSIONS as readonly string[]).includes(dimension);
const isEvent = (dimension: Dimension) => (EVENT as readonly string[]).includes(dimension);

/** Filters that can be asked together with dimensions: no event knows a product, no payment a page. */
function possible(filters: Filter[], dimensions: Dimension[]): Filter[] {
  const all = [...dimensions, ...filters.map(({ dimension }) => dimension)];
  const isMixed = all.some(isMoney) && all.some(isEvent);
  return isMixed ? filters.filter(({ dimension }) => !isMoney(dimension) && !isEvent(dimension)) : filters;
}

/** A question somebody may ask about a history. */
export type PlannedQuestion = (history: PlannedHistory) => Question;

export const questions: fc.Arbitrary<PlannedQuestion> = fc
  .record({
    days: fc.boolean(),
    before: fc.integer({ min: 0, max: 3 }),
    after: fc.integer({ min: 0, max: 4 }),
    edges: fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 0, 1)),
    /** Whether the zone is another than the moment's. */
    elsewhere: fc.option(fc.constantFrom(...MOMENTS), { nil: null, freq: 2 }),
    interval: fc.constantFrom('minute', 'hour', 'hour', 'day', 'day', 'week', 'month'),
    dimensions,
    filters: fc.oneof({ arbitrary: fc.constant<Filter[]>([]), weight: 2 }, { arbitrary: filters, weight: 3 }),
    conversionEvent: fc.option(fc.nat(), { nil: null, freq: 3 }),
    attribution: fc.constantFrom(...ATTRIBUTION_MODELS),
    lookbackDays: fc.constantFrom(1, 2, 7, 30),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'JPY', 'KWD', 'EUR'),
  })
  .map(({ days, before, after, edges, elsewhere, interval, conversionEvent, filters, ...rest }) => (history) => {
    const { events, moment, conversionEvents } = history;
    const range: Range = days ? daysAround(moment.at, before, after) : instants(events, edges, after);
    // 2,000 buckets at most.
    const isLong = 'from' in range || range.end - range.start > DAY;
    return {
      range,
      timezone: (elsewhere ?? moment).timezone,
      interval: isLong && interval === 'minute' ? ('hour' as const) : (interval as 'hour'),
      conversionEvent:
        conversionEvent === null || conversionEvents.length === 0
          ? null
          : (conversionEvents[conversionEvent % conversionEvents.length]?.id ?? null),
      filters: possible(filters, rest.dimensions),
      ...rest,
    };
  });

const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
export const daysAround = (at: number, before: number, after: number) => ({
  from: day(at - before * DAY),
  to: day(at + after * DAY),
});

/** From one event to another or thereabouts, to the millisecond. */
export function instants(events: { time: number }[], edges: [number, number, number, number], after: number) {
  const at = (pick: number) => events[pick % events.length]?.time ?? 0;
  const [one, other] = [at(edges[0]) + edges[2], at(edges[1]) + edges[3]];
  const [start, end] = [Math.min(one, other), Math.max(one, other)];
  return { start, end: start === end ? start + 1 + after * 7 * MINUTE : end };
}
