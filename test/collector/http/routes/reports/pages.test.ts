import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
});
afterAll(() => collector.stop());

let people = 0;
function come(...sources: string[]) {
  const events = sources.map((source) => {
    people += 1;
    const properties = { page_url: `https://acme.test/?utm_source=${source}` };
    return { event_name: 'page_view', visitor_id: `v${people}`, properties };
  });
  return collector.send('POST', '/api/events/batch', { key, body: { website_id: 'shop', events } });
}

it('tells each of the sources it announced once, though others overtake them between the pages', async () => {
  await come(...Array.from({ length: 100 }, (_, index) => `s${String(index).padStart(3, '0')}`));
  const path =
    '/api/analytics?website_id=shop&period=today&dimensions=source&metrics=visitors&limit=10&include=total_rows';
  const seen: string[] = [];
  let announced = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await collector.send('GET', cursor === '' ? path : `${path}&cursor=${cursor}`, { key });
    announced ||= body.pagination.total_rows;
    seen.push(...body.breakdown.map(({ source }: { source: string }) => source));
    cursor = body.pagination.next_cursor;
    // The last ones move to the front, and new ones come.
    await come('s099', 's098', `new-${seen.length}`);
    // Asked by others meanwhile, so that both readers are at work.
    await Promise.all([1, 2, 3].map(() => collector.send('GET', '/api/realtime?website_id=shop', { key })));
  }
  expect([seen.length, new Set(seen).size]).toEqual([announced, announced]);
});
