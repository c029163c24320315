import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excludedReferrersPreviewAnswer } from '../../../../../collector/contract/account/excluded-referrers.ts';
import { endpoints } from '../../../../../collector/contract/endpoints/index.ts';
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
const quality = async (id: string) => {
  const { status, body } = await collector.send('GET', `/api/websites/${id}/data-quality`, { key });
  expect(status).toBe(200);
  expect(endpoints.getDataQuality.answer.strict().safeParse(body).error).toBeUndefined();
  return body;
};

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

describe('data quality', () => {
  it('asks of hosts that may be no source, by their name or because payers had just come from elsewhere', async () => {
    await shop(
      'doubts',
      [
        view('v1', '08:00', '/', 'https://www.bing.com/'),
        view('v1', '10:00', '/thanks', 'https://login.acme-group.example/'),
        view('v2', '08:00', '/', 'https://www.bing.com/'),
        view('v2', '10:00', '/thanks', 'https://bank.example/ok'),
        view('v3', '09:00', '/', 'https://blog.example/a'),
        view('v4', '09:00', '/?utm_source=pay.friend.example'),
      ],
      [
        ['v1', 12],
        ['v2', 8],
        ['v3', 70],
        ['v4', 10],
      ],
    );
    expect((await quality('doubts')).no_source_candidates).toEqual([
      {
        host: 'login.acme-group.example',
        reason: 'name',
        revenue: 12,
        share: 12,
        transactions: 1,
        message: '12 % of revenue is credited to login.acme-group.example: is that a source?',
      },
      expect.objectContaining({ host: 'bank.example', reason: 'returns', revenue: 8, share: 8, transactions: 1 }),
    ]);
    await put('doubts', { excluded_referrers: ['login.acme-group.example', 'bank.example'] });
    expect((await quality('doubts')).no_source_candidates).toEqual([]);
  });

  it('lists own links with tags, and the money they would take', async () => {
    await shop(
      'own-links',
      [
        view('v1', '09:00', '/', 'https://www.google.com/'),
        view('v1', '09:05', '/pricing?ref=navbar', 'https://acme.test/'),
        view('v2', '09:00', '/', 'https://www.google.com/'),
        view('v2', '09:05', '/pricing?utm_campaign=footer', 'https://acme.test/'),
        view('v2', '09:06', '/pricing?ref=navbar', 'https://acme.test/'),
      ],
      [['v1', 100]],
    );
    expect(await sources('own-links')).toEqual({ Google: [2, 100] });
    const { campaign_links, currency } = await quality('own-links');
    expect(currency).toBe('USD');
    expect(campaign_links).toEqual([
      {
        flaw: 'own_link',
        message: expect.stringContaining('your own pages'),
        link: 'https://acme.test/pricing?ref=navbar',
        views: 2,
        last_at: '2024-01-15T09:06:00Z',
        revenue: 100,
      },
      expect.objectContaining({ link: 'https://acme.test/pricing?utm_campaign=footer', views: 1, revenue: 0 }),
    ]);
  });

  it('names the mistakes of campaign links that visitors came by', async () => {
    await shop(
      'links',
      [
        view('v1', '09:00', '/?utm_source=a&amp;utm_medium=email'),
        view('v2', '09:00', '/?id=5?utm_source=news'),
        view('v3', '09:00', '/?utm_source=fb&utm_campaign={{campaign.id}}'),
        view('v4', '09:00', '/?utm_source=fine'),
      ],
      [],
    );
    const { campaign_links } = await quality('links');
    expect(campaign_links.map(({ flaw, views, revenue }: Record<string, unknown>) => [flaw, views, revenue])).toEqual([
      ['placeholder', 1, null],
      ['escaped_ampersand', 1, null],
      ['second_question_mark', 1, null],
    ]);
    expect(await sources('links')).toEqual({ a: [1, 0], news: [1, 0], Facebook: [1, 0], fine: [1, 0] });
  });
});
