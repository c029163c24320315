import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excludedReferrersPreviewAnswer } from '../../../../../collector/contract/account/excluded-referrers.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOW = Date.parse('2024-01-20T12:00:00Z');
let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => NOW });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const view = (visitor_id: string, time: string, path: string, referrer?: string) => ({
  visitor_id,
  event_name: 'page_view',
  timestamp: `2024-01-15T${time}:00Z`,
  properties: { page_url: `https://acme.test${path}`, ...(referrer === undefined ? {} : { referrer }) },
});

async function shop(id: string, events: object[], payers: [visitor: string, amount: number][]): Promise<void> {
  await collector.website({ id });
  expect((await collector.send('POST', '/api/events/batch', { key, body: { website_id: id, events } })).status).toBe(
    200,
  );
  for (const [visitor_id, amount] of payers) {
    const body = { website_id: id, visitor_id, amount, timestamp: '2024-01-15T12:00:00Z' };
    expect((await collector.send('POST', '/api/revenue', { key, body })).status).toBe(200);
  }
}

async function sources(id: string) {
  const query = `website_id=${id}&dimensions=source&metrics=visitors,revenue`;
  const { body } = await collector.send('GET', `/api/analytics?${query}`, { key });
  return Object.fromEntries(
    body.breakdown.map((row: { source: string; visitors: number; revenue: number }) => [
      row.source,
      [row.visitors, row.revenue],
    ]),
  );
}

const put = (id: string, settings: object) => collector.send('PUT', `/api/websites/${id}`, { key, body: { settings } });
const preview = (id: string, body: object) =>
  collector.send('POST', `/api/websites/${id}/excluded-referrers/preview`, { key, body });

describe('hosts that are no source', () => {
  it('are tried first, then set, and then hold for all that was stored', async () => {
    await shop(
      'set',
      [
        view('v1', '09:00', '/', 'https://www.bing.com/'),
        view('v1', '10:00', '/thanks', 'https://kasse.bank.example/3ds/1'),
        view('v2', '09:00', '/', 'https://blog.example/a'),
      ],
      [
        ['v1', 30],
        ['v2', 70],
      ],
    );
    const before = { Bing: [1, 0], 'kasse.bank.example': [1, 30], 'blog.example': [1, 70] };
    expect(await sources('set')).toEqual(before);

    const { status, body } = await preview('set', { excluded_referrers: ['bank.example'] });
    expect(status).toBe(200);
    expect(excludedReferrersPreviewAnswer.strict().safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      attribution: 'last_non_direct',
      currency: 'USD',
      sessions: 1,
      revenue: 100,
      revenue_moved: 30,
      share_moved: 30,
      sources: [
        { source: 'Bing', revenue_before: 0, revenue_after: 30 },
        { source: 'kasse.bank.example', revenue_before: 30, revenue_after: 0 },
      ],
      warnings: [],
    });
    expect(await sources('set')).toEqual(before);

    const { body: saved } = await put('set', { excluded_referrers: ['Bank.Example'] });
    expect(saved.website.settings.excluded_referrers).toEqual(['bank.example']);
    const after = { Bing: [1, 30], '(direct)': [1, 0], 'blog.example': [1, 70] };
    expect(await sources('set')).toEqual(after);
    // What it would be to have it back.
    expect((await preview('set', { excluded_referrers: [] })).body).toMatchObject({ sessions: 1, revenue_moved: 30 });
    expect((await preview('set', { excluded_referrers: ['bank.example'] })).body).toMatchObject({
      sessions: 0,
      revenue_moved: 0,
      sources: [],
    });
    await put('set', { excluded_referrers: null });
    expect(await sources('set')).toEqual(before);
  });

  it.each([
    [{ excluded_referrers: ['https://bank.example/'] }, 'excluded_referrers[0]'],
    [{ excluded_referrers: ['bank.example', ''] }, 'excluded_referrers[1]'],
    [{ excluded_referrers: 'bank.example' }, 'excluded_referrers'],
    [{ excluded_referrers: [7] }, 'excluded_referrers[0]'],
    [{}, 'excluded_referrers'],
    [{ excluded_referrers: [], period: 'bogus' }, 'period'],
    [{ excluded_referrers: [], period: 'custom' }, 'period'],
    [{ excluded_referrers: [], more: 1 }, 'more'],
  ])('are refused by name where they are none: %j', async (body, field) => {
    await collector.website({ id: 'refused' }).catch(() => null);
    const { status, body: answer } = await preview('refused', body);
    expect([status, answer.error.details.field]).toEqual([400, field]);
    expect(answer.error.details.expected).toMatch(/./);
  });

  it('are refused as a setting, and nothing is saved', async () => {
    await collector.website({ id: 'unsaved' });
    const { status, body } = await put('unsaved', { excluded_referrers: ['bank.example', 'not a host'] });
    expect([status, body.error.details.field]).toEqual([400, 'settings.excluded_referrers[1]']);
    expect(body.error.details.expected).toMatch(/host name/);
    const { body: kept } = await collector.send('GET', '/api/websites/unsaved', { key });
    expect(kept.website.settings.excluded_referrers).toEqual([]);
  });

  it('of the built-in list let the source before them have the sale', async () => {
    await shop(
      'built-in',
      [
        view('v1', '09:00', '/', 'https://www.bing.com/'),
        view('v1', '10:00', '/thanks', 'https://sis.redsys.es/sis/pay'),
        view('v1', '11:00', '/account', 'https://acme.okta.com/login'),
      ],
      [['v1', 30]],
    );
    expect(await sources('built-in')).toEqual({ Bing: [1, 30], '(direct)': [1, 0] });
  });
});
