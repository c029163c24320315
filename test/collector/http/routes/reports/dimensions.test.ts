import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMED_DIMENSIONS } from '../../../../../collector/contract/dimensions.ts';
import { FILTER_OPERATORS } from '../../../../../collector/contract/vocabulary.ts';
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

/** Every other report that takes a dimension or filters. */
const REPORTS = ['overview?', 'funnels?step=/docs/**&step=signup&', 'retention?', 'journeys?', 'realtime?'];

describe('a question', () => {
  it.each([...NAMED_DIMENSIONS, 'prop:plan', "prop:it's"])(
    'by %s is answered or refused by its name, whatever it is asked of',
    async (dimension) => {
      const place = NAMED_DIMENSIONS.indexOf(dimension as (typeof NAMED_DIMENSIONS)[number]);
      const filter = `filter_${dimension}=o'b`;
      const asked = [
        ...FILTER_OPERATORS.map((operator) => `analytics?filter_${dimension}=${operator}:a,o'b`),
        `analytics?dimensions=${dimension}&metrics=visitors,conversions`,
        `analytics?dimensions=${dimension}&metrics=revenue&interval=hour&include=timeseries,comparison`,
        ...NAMED_DIMENSIONS.slice(place).map((other) => `analytics?dimensions=${dimension},${other}`),
        ...NAMED_DIMENSIONS.map((other) => `analytics?dimensions=${other}&${filter}`),
        ...REPORTS.flatMap((report) => [`${report}${filter}`, `${report}dimension=${dimension}`]),
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
