import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUp, type Visitor } from '../../../../support/people.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOW = Date.parse('2024-01-15T12:00:00Z');
const SOURCES = 1250;
const PAYMENTS = 1050;
const MARK = '\ufeff';

let collector: TestCollector;
let key: string;
let owner: Visitor;
/** The most rows that any answer of a reader thread held. */
let mostRows = 0;
beforeAll(async () => {
  collector = await startTestCollector({
    now: () => NOW,
    reports: (reports) => ({
      ...reports,
      analytics: async (question) => {
        const answer = await reports.analytics(question);
        mostRows = Math.max(mostRows, answer.breakdown?.length ?? 0);
        return answer;
      },
      payments: async (question) => {
        const answer = await reports.payments(question);
        mostRows = Math.max(mostRows, answer.payments.length);
        return answer;
      },
    }),
  });
  await collector.website({ id: 'shop' });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
  owner = await setUp(collector);
  const events = Array.from({ length: SOURCES }, (_, index) => ({
    event_name: 'page_view',
    visitor_id: `v${index}`,
    properties: { page_url: `https://acme.test/?utm_source=source-${index}`, 'plan.ä': `€${index % 3}` },
  }));
  for (let sent = 0; sent < SOURCES; sent += 500) {
    const body = { website_id: 'shop', events: events.slice(sent, sent + 500) };
    await collector.send('POST', '/api/events/batch', { key, body });
  }
  for (let sent = 0; sent < PAYMENTS; sent += 50) {
    const pay = (index: number) =>
      collector.send('POST', '/api/revenue', {
        key,
        body: { website_id: 'shop', amount: 1, transaction_id: `t${sent + index}`, product: 'ä€' },
      });
    await Promise.all(Array.from({ length: 50 }, (_, index) => pay(index)));
  }
});
afterAll(() => collector.stop());

/** A file as it is sent, byte order mark and all. */
async function file(path: string, headers: Record<string, string> = { Authorization: `Bearer ${key}` }) {
  const response = await fetch(collector.url + path, { headers });
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  const name = /filename="([^"]*)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { status: response.status, text, name, link: response.headers.get('link') };
}
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

const BY_SOURCE = '/api/analytics?website_id=shop&dimensions=source&metrics=visitors&format=csv';
const PAID = '/api/revenue?website_id=shop&format=csv';

describe('a CSV file without a limit', () => {
  it('holds every row of a breakdown, under the name of website, report and period', async () => {
    const { text, name, link } = await file(BY_SOURCE);
    expect(new Set(rowsOf(text).map(({ source }) => source)).size).toBe(SOURCES);
    expect(rowsOf(text)).toHaveLength(SOURCES);
    expect([name, link]).toEqual(['acme.test-by-source-2023-12-17-to-2024-01-15.csv', null]);
  });

  it('holds every payment', async () => {
    const { text, name, link } = await file(PAID);
    expect(new Set(rowsOf(text).map(({ transaction_id }) => transaction_id)).size).toBe(PAYMENTS);
    expect([name, link]).toEqual(['acme.test-payments-2023-12-17-to-2024-01-15.csv', null]);
  });

  it('is sent piece by piece: no more than a thousand rows are held at once', async () => {
    mostRows = 0;
    await file(BY_SOURCE);
    await file(PAID);
    expect(mostRows).toBe(1000);
  });

  it('begins with a byte order mark for a person, and with the first column for a program', async () => {
    for (const path of [BY_SOURCE, PAID, `${BY_SOURCE}&period=yesterday`]) {
      const ofPerson = await file(path, { Cookie: owner.cookie });
      const ofProgram = await file(path);
      expect([ofPerson.text.startsWith(MARK), ofPerson.text.slice(1)]).toEqual([true, ofProgram.text]);
      expect(ofProgram.text.startsWith(MARK)).toBe(false);
    }
  });

  it('is the rest where it goes on from a cursor, and says that rows came before', async () => {
    const { body } = await collector.send('GET', `${BY_SOURCE.replace('csv', 'json')}&limit=1000`, { key });
    const { text, name } = await file(`${BY_SOURCE}&cursor=${body.pagination.next_cursor}`);
    expect(rowsOf(text)).toHaveLength(SOURCES - 1000 + 1);
    expect(text).toContain('(not the whole: from 1001 on;');
    expect(name).toContain('-part.csv');
  });
});

describe('a CSV file with a limit', () => {
  it.each([
    [BY_SOURCE, '(not the whole: 1 to 100, more follow; without limit and cursor the file is whole)'],
    [PAID, '(not the whole: older ones follow; without limit and cursor the file is whole)'],
  ])('says in its name, its last line and Link that more follow: %s', async (path, last) => {
    const { text, name, link } = await file(`${path}&limit=100`);
    const rows = rowsOf(text);
    expect([rows.length, Object.values(rows.at(-1) ?? {})[0]]).toEqual([101, last]);
    expect(name).toMatch(/-part\.csv$/);
    expect(link).toMatch(/^<.*cursor=.*>; rel="next"$/);
  });

  it('leads by Link through every row once', async () => {
    const seen: string[] = [];
    let next: string | null = `${BY_SOURCE}&limit=500`;
    while (next !== null) {
      const { text, link } = await file(next);
      seen.push(...rowsOf(text).map(({ source = '' }) => source));
      next = /^<(.*)>/.exec(link ?? '')?.[1] ?? null;
    }
    const sources = seen.filter((source) => !source.startsWith('(not the whole'));
    expect([sources.length, new Set(sources).size]).toEqual([SOURCES, SOURCES]);
  });

  it('is whole, and says nothing of parts, when there is no more', async () => {
    const { text, name } = await file(
      '/api/analytics?website_id=shop&dimensions=event_name&metrics=pageviews&format=csv&limit=5',
    );
    expect([text, name?.includes('part')]).toEqual(['event_name,pageviews\npage_view,1250\n', false]);
  });
});

describe('every CSV file', () => {
  const funnel = '/api/funnels?website_id=shop&step=/&step=signup&format=csv';
  it.each([
    ['/api/analytics?website_id=shop&period=7d&format=csv', 'acme.test-analytics-2024-01-09-to-2024-01-15.csv'],
    [
      '/api/analytics?website_id=shop&period=today&dimensions=source,page&metrics=visitors&format=csv',
      'acme.test-by-source-page-2024-01-15.csv',
    ],
    ['/api/analytics?website_id=shop&period=today&dimensions=prop:plan.ä&metrics=events&format=csv', undefined],
    [`${funnel}&period=yesterday`, 'acme.test-funnel-2024-01-14.csv'],
    [`${funnel}&period=yesterday&dimension=source`, 'acme.test-funnel-by-source-2024-01-14.csv'],
    ['/api/retention?website_id=shop&period=7d&format=csv', 'acme.test-retention-2024-01-09-to-2024-01-15.csv'],
    ['/api/journeys?website_id=shop&period=7d&format=csv', 'acme.test-journeys-2024-01-09-to-2024-01-15.csv'],
    ['/api/realtime?website_id=shop&format=csv', 'acme.test-realtime-2024-01-15T1131-to-2024-01-15T1200.csv'],
    [
      '/api/analytics?website_id=shop&period=24h&format=csv',
      'acme.test-analytics-2024-01-14T1200-to-2024-01-15T1200.csv',
    ],
    ['/api/websites/shop/data-quality?period=today&format=csv', 'acme.test-data-quality-2024-01-15.csv'],
    ['/api/websites/shop/export?format=csv', 'acme.test-events.csv'],
    [
      '/api/websites/shop/export?kind=payments&format=csv&start_date=2024-01-01&end_date=2024-01-31',
      'acme.test-payments-from-2024-01-01-to-2024-01-31.csv',
    ],
  ])('has a name, and a mark for people alone: %s', async (path, expected) => {
    const [ofProgram, ofPerson] = [await file(path), await file(path, { Cookie: owner.cookie })];
    expect([ofProgram.status, ofPerson.status]).toEqual([200, 200]);
    if (expected !== undefined) expect([ofProgram.name, ofPerson.name]).toEqual([expected, expected]);
    expect(ofProgram.name).toMatch(/^acme\.test-.+\.csv$/);
    expect([ofProgram.text[0] === MARK, ofPerson.text[0] === MARK]).toEqual([false, true]);
  });

  it('tells a property whose key has a dot', async () => {
    const { text } = await file(
      '/api/analytics?website_id=shop&dimensions=prop:plan.ä&metrics=pageviews&sort=prop:plan.ä&format=csv',
    );
    expect(rowsOf(text).map((row) => row['prop:plan.ä'])).toEqual(['€0', '€1', '€2']);
  });
});
