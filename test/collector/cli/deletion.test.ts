import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizness, biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../../support/command.ts';

let folder: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector;
let key: string;
const run = (...args: string[]) => biznessOk([...args, '--data-dir', folder.folder]);
const send = (body: object) =>
  fetch(`${collector.url}/api/events/batch`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ website_id: 'acme', ...body }),
  });

beforeAll(async () => {
  folder = temporaryFolder();
  await run('website', 'add', 'acme.com', '--id', 'acme');
  key = JSON.parse(await run('key', 'create', '--json')).key;
  collector = await startBizness(folder.folder);
  const identify = (visitor_id: string) => ({ event_name: 'identify', visitor_id, properties: { user_id: 'ann' } });
  const events = [identify('phone'), identify('laptop'), { event_name: 'page_view', visitor_id: 'other' }];
  expect((await send({ events })).status).toBe(200);
});
afterAll(async () => {
  await collector.stop();
  folder.remove();
});

describe('bizness visitor delete', () => {
  it('says what would go, then takes it, beside a running collector', async () => {
    const dry = await run('visitor', 'delete', 'phone', '--website', 'acme', '--dry-run');
    expect(dry).toBe(
      '2 events and 0 sessions of 2 visitor ids would go, 0 payments would lead to nobody. Nothing was changed.\n',
    );
    const erased = JSON.parse(await run('visitor', 'delete', 'phone', '--website', 'acme', '--json'));
    expect(erased).toMatchObject({ events: 2, sessions: 0, payments: 0 });
    expect(erased.visitor_ids.toSorted()).toEqual(['laptop', 'phone']);
    expect((await run('export', '--website', 'acme')).trimEnd().split('\n')).toHaveLength(1);
    expect(await run('check')).toContain('is sound: 1 website, 1 key, 1 event, 1 session, 0 payments.');
  });

  it.each([
    [['phone', '--website', 'nope'], 'There is no website nope'],
    [['--website', 'acme'], "missing required argument 'visitor-id'"],
    [['phone'], "required option '--website <id>'"],
  ])('refuses %j in one line', async (args, words) => {
    const outcome = await bizness(['visitor', 'delete', ...args, '--data-dir', folder.folder]);
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('bizness website delete', () => {
  it('wants the id once more, then takes everything; the running collector knows it no longer', async () => {
    const refused = await bizness(['website', 'delete', 'acme', '--data-dir', folder.folder]);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/1 events and 0 payments .*--confirm acme\n$/),
    });
    expect(await run('website', 'delete', 'acme', '--confirm', 'acme')).toContain('acme is gone, with 1 events');
    expect((await send({ events: [{ event_name: 'page_view' }] })).status).toBe(404);
    expect(await run('check')).toContain('is sound: 0 websites, 1 key, 0 events, 0 sessions, 0 payments.');
  });
});
