import { describe, expect, it } from 'vitest';
import type { AppendOutcome } from '../../../collector/store/event-store.ts';
import { browser, deliver, delivery, FIRST_TIME, NOW, server, website, writeHouse } from './deliver.ts';

const DAY = 24 * 60 * 60 * 1000;
const at = (ms: number) => new Date(NOW + ms).toISOString();
const codes = (warnings: { code: string }[]) => warnings.map(({ code }) => code);

describe('the time of an event', () => {
  it('is that of receipt when none is named', async () => {
    const { receipt, row } = await deliver({});
    expect([receipt.time, row?.time, row?.fixed_time]).toEqual([NOW, NOW, false]);
  });

  it('is the named one, offsets minded', async () => {
    const { receipt, row } = await deliver({ timestamp: '2026-03-10T12:30:00+01:00' });
    expect([receipt.time, row?.fixed_time, receipt.warnings]).toEqual([NOW - 30 * 60_000, true, []]);
  });

  it('is read as UTC, with a warning, when it names no offset', async () => {
    const { receipt } = await deliver({ timestamp: '2026-03-10T11:00:00' });
    expect(receipt.time).toBe(NOW - 60 * 60_000);
    expect(codes(receipt.warnings)).toEqual(['TIMESTAMP_NO_OFFSET']);
  });

  it('is corrected by the clock that sent it', async () => {
    const wrong = Date.parse('2031-01-01T00:00:00Z');
    const { receipt, row } = await deliver({ timestamp: '2030-12-31T23:59:30Z' }, { sentAt: wrong });
    expect([receipt.time, receipt.warnings, row?.fixed_time]).toEqual([NOW - 30_000, [], false]);
  });

  it('is not touched by a sending time when the event names none', async () => {
    expect((await deliver({}, { sentAt: NOW - 5000 })).receipt.time).toBe(NOW);
  });

  it('is refused where a sending time moves it before 1970, and clamped where it moves it ahead', async () => {
    const early = await deliver(
      { timestamp: '2026-03-10T12:00:00Z' },
      { sender: server(), sentAt: Date.parse('9999-12-31T00:00:00Z') },
    );
    expect(early.receipt.problem).toMatchObject({ path: ['timestamp'], reason: 'INVALID_VALUE' });
    expect(early.row).toBeUndefined();
    const late = await deliver({ timestamp: '2026-03-10T12:00:00Z' }, { sender: server(), sentAt: 0 });
    expect([late.receipt.time, codes(late.receipt.warnings)]).toEqual([NOW, ['TIMESTAMP_CLAMPED']]);
  });

  it('may be ten minutes ahead; beyond that it is clamped with a warning', async () => {
    const within = await deliver({ timestamp: at(10 * 60_000) });
    expect([within.receipt.time, within.receipt.warnings]).toEqual([NOW + 10 * 60_000, []]);
    const beyond = await deliver({ timestamp: at(10 * 60_000 + 1) });
    expect([beyond.receipt.time, beyond.row?.fixed_time]).toEqual([NOW, false]);
    expect(codes(beyond.receipt.warnings)).toEqual(['TIMESTAMP_CLAMPED']);
  });

  it('may be seven days back for a browser, not more', async () => {
    expect((await deliver({ timestamp: at(-7 * DAY) })).receipt.problem).toBeNull();
    const { receipt, row } = await deliver({ timestamp: at(-7 * DAY - 1) });
    expect(receipt.problem).toMatchObject({
      path: ['timestamp'],
      expected: 'timestamp within the last 7 days',
      reason: 'INVALID_VALUE',
    });
    expect(row).toBeUndefined();
  });

  it('may be of any age within retention for a server', async () => {
    expect((await deliver({ timestamp: '1999-01-01T00:00:00Z' }, { sender: server() })).receipt.problem).toBeNull();
    const short = { sender: server(), website: website({ data_retention_days: 30 }) };
    expect((await deliver({ timestamp: at(-30 * DAY) }, short)).receipt.problem).toBeNull();
    expect((await deliver({ timestamp: at(-30 * DAY - 1) }, short)).receipt.problem).toMatchObject({
      expected: 'timestamp within retention',
    });
  });

  it('spoils no other event of the batch', async () => {
    const { ingest, appended } = writeHouse();
    const receipts = await ingest(
      delivery([
        { event_name: 'old', timestamp: at(-8 * DAY) },
        { event_name: 'new', visitor_id: 'v' },
      ]),
    );
    expect(receipts.map(({ problem }) => problem === null)).toEqual([false, true]);
    expect(appended[0]?.events.map(({ name }) => name)).toEqual(['new']);
  });

  it('troubles no store when nothing is left', async () => {
    const { ingest, appended } = writeHouse();
    await ingest(delivery([{ event_name: 'old', timestamp: at(-8 * DAY) }]));
    expect(appended).toEqual([]);
  });
});

describe('the id of an event', () => {
  it('is the one that the caller brought, under either name', async () => {
    expect((await deliver({ event_id: 'mine', message_id: 'other' })).receipt.event_id).toBe('mine');
    expect((await deliver({ message_id: 'other' })).row?.event_id).toBe('other');
  });

  it('is minted in order of time otherwise, never twice', async () => {
    const [first, second, later] = [
      (await deliver({})).receipt.event_id,
      (await deliver({})).receipt.event_id,
      (await deliver({}, { received: NOW + 1 })).receipt.event_id,
    ];
    expect(first).toMatch(/^evt_[0-9a-f]{32}$/);
    expect(first).not.toBe(second);
    expect(later > first && later > second).toBe(true);
  });

  it('is minted the same again for a retry of the same request', async () => {
    const ids = async (idSeed: string, received: number) => {
      const events = [{ event_name: 'a' }, { event_name: 'a' }];
      return (await writeHouse().ingest(delivery(events, { sender: server({ idSeed }), received }))).map(
        ({ event_id }) => event_id,
      );
    };
    const first = await ids('seed', NOW);
    expect(await ids('seed', NOW + 1000)).toEqual(first);
    expect(new Set([...first, ...(await ids('another', NOW))]).size).toBe(4);
  });

  const repeat = async (result: AppendOutcome['result']) =>
    (await writeHouse(result).ingest(delivery([{ event_name: 'a', event_id: 'mine' }])))[0];

  it('is answered again for a repeat', async () => {
    expect(await repeat('duplicate')).toEqual({
      index: 0,
      event_id: 'mine',
      time: FIRST_TIME,
      event_name: 'a',
      page: null,
      dropped: null,
      repeated: true,
      warnings: [],
      problem: null,
    });
  });

  it('brings a warning when the repeat says something else', async () => {
    expect((await repeat('differs'))?.warnings).toEqual([
      { code: 'DUPLICATE_DIFFERS', field: 'event_id', message: expect.any(String) },
    ]);
  });
});

describe('the row of an event', () => {
  it.each(['pageview', '$pageview', 'page_view'])('calls %s a page view', async (event_name) => {
    expect((await deliver({ event_name })).row?.name).toBe('page_view');
  });

  it('opens a session unless a server reports something other than a page view', async () => {
    const opens = async (event_name: string, sender = browser()) =>
      (await deliver({ event_name, visitor_id: 'v', session_id: 's' }, { sender })).row?.opens_session;
    expect(await opens('signup')).toBe(true);
    expect(await opens('$pageview', server())).toBe(true);
    expect(await opens('signup', server())).toBe(false);
  });

  it('takes the batch’s ids and context where the event has none of its own', async () => {
    const defaults = { visitor_id: 'v', session_id: 's', context: { ip: '203.0.113.7' } };
    const { ingest, appended } = writeHouse();
    const own = { event_name: 'b', visitor_id: 'w', session_id: 't', context: { ip: '8.8.8.8' } };
    await ingest(delivery([{ event_name: 'a' }, own], { sender: server(), defaults }));
    expect(appended[0]?.events.map((row) => [row.visitor, row.session_id, row.country])).toEqual([
      ['v', 's', 'FR'],
      ['w', 't', 'US'],
    ]);
  });

  it('keeps test data apart', async () => {
    expect((await deliver({}, { sender: server() })).row?.site).toBe(14);
    expect((await deliver({}, { sender: server({ test: true }) })).row?.site).toBe(15);
  });

  it('holds neither address nor user agent', async () => {
    const { row } = await deliver({ properties: { page_url: 'https://acme.com/' } });
    expect(JSON.stringify(row)).not.toMatch(/8\.8\.8\.8|Mozilla|AppleWebKit/);
  });

  it('keeps properties as given, in their order', async () => {
    const properties = { z: 1, page_url: 'https://acme.com/p?x=1', a: { b: [null, true, 'ü'] } };
    expect((await deliver({ properties })).row?.properties).toBe(
      '{"z":1,"page_url":"https://acme.com/p","a":{"b":[null,true,"ü"]}}',
    );
  });

  it('has no NUL and no half characters anywhere', async () => {
    const { row } = await deliver({
      event_name: 'si\0gn\ud83dup',
      visitor_id: 'v\0',
      event_id: 'e\udc00',
      properties: { 'k\0': ['a\0b', { deep: '\ud800' }], fine: '😀 \\u0000' },
    });
    expect([row?.name, row?.visitor, row?.event_id]).toEqual(['sign\ufffdup', 'v', 'e\ufffd']);
    expect(JSON.parse(row?.properties ?? '')).toEqual({ k: ['ab', { deep: '\ufffd' }], fine: '😀 \\u0000' });
  });

  it('refuses a name of which nothing is left', async () => {
    expect((await deliver({ event_name: '\0' })).receipt.problem).toMatchObject({ path: ['event_name'] });
  });

  it('treats __proto__ and its like as keys', async () => {
    const properties = JSON.parse('{"__proto__":{"page_url":"https://evil.example/x"},"constructor":"\\u0000c"}');
    const { row } = await deliver({ properties });
    expect(row?.page).toBeNull();
    expect(row?.properties).toBe('{"__proto__":{"page_url":"https://evil.example/x"},"constructor":"c"}');
    expect(({} as Record<string, unknown>).page_url).toBeUndefined();
  });

  it('tells an idle event and the seconds of a page that was left', async () => {
    const row = async (event_name: string, properties: Record<string, unknown>) =>
      (await deliver({ event_name, properties })).row;
    expect((await row('scroll', { interactive: false }))?.interactive).toBe(false);
    expect((await row('scroll', {}))?.interactive).toBe(true);
    expect((await row('page_leave', { engaged_seconds: 41.6 }))?.engaged_seconds).toBe(42);
    expect((await row('page_leave', { engaged_seconds: 1e9 }))?.engaged_seconds).toBe(86_400);
    expect((await row('page_leave', { engaged_seconds: -5 }))?.engaged_seconds).toBe(0);
    expect((await row('page_leave', { engaged_seconds: '41' }))?.engaged_seconds).toBe(0);
    expect((await row('signup', { engaged_seconds: 41 }))?.engaged_seconds).toBe(0);
  });
});
