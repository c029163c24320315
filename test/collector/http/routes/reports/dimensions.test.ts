import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS, NAMED_DIMENSIONS, operatorsOf } from '../../../../../collector/contract/dimensions.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
  const post = (path: string, body: object) =>
    collector.send('POST', path, { key, body: { website_id: 'shop', visitor_id: 'anna', ...body } });
  await post('/api/events', {
    event_name: 'page_view',
    properties: { page_url: 'https://acme.test/docs/a', plan: 'pro' },
  });
  await post('/api/revenue', { amount: 10, product: 'pro' });
  await post('/api/websites/shop/conversion-events', {
    website_id: undefined,
    visitor_id: undefined,
    event_name: 'signup',
  });
});
afterAll(() => collector.stop());

/** Every report but analytics: what takes filters, and what takes a dimension. */
const FILTERED = ['overview?', 'funnels?step=/docs/**&step=signup&', 'retention?', 'journeys?', 'realtime?'];
const DIVIDED = ['funnels?step=/docs/**&step=signup&', 'retention?'];

const oneOfEach = (kindOf: (name: (typeof NAMED_DIMENSIONS)[number]) => string): string[] => [
  ...new Map(NAMED_DIMENSIONS.map((name) => [kindOf(name), name])).values(),
];
/** One dimension of each kind: what the dimension divides, and where its value comes from. */
const KINDS = [
  ...oneOfEach((name) => {
    const { of, stored, derived } = DIMENSIONS[name];
    return `${of} ${stored ?? derived?.by}`;
  }),
  'prop:plan',
];
/** One of those of sessions, one of events, one of payments. */
const FAMILIES = oneOfEach((name) => DIMENSIONS[name].of);

/** As little as can be counted. */
const DAY = 'period=today&interval=day';

/**
 * Each dimension is asked alone in every way there is. Dimensions of a kind are read in the same way but for the name of a
 * column, and every column is read by itself: so each kind is tried together with each kind, as a second dimension and as a
 * filter of another, and not each dimension with each.
 */
describe('a question', () => {
  it.each([...NAMED_DIMENSIONS, 'prop:plan', "prop:it's"])(
    'by %s is answered or refused by its name, whatever it is asked of',
    async (dimension) => {
      const filter = `filter_${dimension}=o'b`;
      const others = KINDS.includes(dimension) ? KINDS : FAMILIES;
      const asked = [
        // All of them must hold, so one question tries each.
        `analytics?${DAY}&${operatorsOf(dimension)
          .map((operator) => `filter_${dimension}=${operator}:a,o'b`)
          .join('&')}`,
        `analytics?${DAY}&dimensions=${dimension}&metrics=visitors,conversions`,
        `analytics?dimensions=${dimension}&metrics=revenue&period=today&interval=hour&include=timeseries,comparison`,
        ...others.map((other) => `analytics?${DAY}&dimensions=${dimension},${other}`),
        ...others.map((other) => `analytics?${DAY}&dimensions=${other}&${filter}`),
        ...FILTERED.map((report) => `${report}${filter}`),
        ...DIVIDED.map((report) => `${report}dimension=${dimension}`),
        `overview?panels=${dimension}`,
      ];
      const answers = [];
      for (const question of asked) {
        const { status } = await collector.send('GET', `/api/${question}&website_id=shop`, { key });
        answers.push({ question, status });
      }
      expect(answers.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(5);
    },
  );
});
