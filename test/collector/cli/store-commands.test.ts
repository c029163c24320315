import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bizness, biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../../support/command.ts';

const EVENTS = [
  {
    event_id: 'e1',
    event_name: 'page_view',
    visitor_id: 'v1',
    timestamp: '2024-01-15T10:30:00Z',
    properties: { page_url: 'https://acme.com/pricing?utm_source=news', page_title: 'Pricing' },
  },
  {
    event_id: 'e2',
    event_name: 'button_click',
    visitor_id: 'v1',
    timestamp: '2024-01-15T10:30:15Z',
    properties: { button_text: '=HYPERLINK("http://evil")', nested: { a: [1, 'two'] } },
  },
  { event_id: 'e3', event_name: '=2+5', timestamp: '2024-01-15T10:31:00.250Z' },
];

let shared: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let collector: RunningCollector;
let temporary: ReturnType<typeof temporaryFolder>;
const inTemporary = (name: string) => path.join(temporary.folder, name);

beforeAll(async () => {
  shared = temporaryFolder();
  dataDir = path.join(shared.folder, 'data');
  await biznessOk(['website', 'add', 'acme.com', '--id', 'acme', '--data-dir', dataDir]);
  await biznessOk(['website', 'add', 'other.com', '--id', 'other', '--data-dir', dataDir]);
  const { key } = JSON.parse(await biznessOk(['key', 'create', '--json', '--data-dir', dataDir]));
  const testKey = JSON.parse(await biznessOk(['key', 'create', '--test', '--json', '--data-dir', dataDir])).key;
  collector = await startBizness(dataDir);
  for (const [bearer, website_id, events] of [
    [key, 'acme', EVENTS],
    [key, 'other', [{ event_id: 'elsewhere', event_name: 'page_view' }]],
    [testKey, 'acme', [{ event_id: 'tried', event_name: 'page_view' }]],
  ] as const) {
    const response = await fetch(`${collector.url}/api/events/batch`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ website_id, events }),
    });
    expect(response.status).toBe(200);
  }
});
afterAll(async () => {
  await collector.stop();
  shared.remove();
});
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

describe('bizness export', () => {
  it('writes every live event of the website once, one JSON object a line, beside a running collector', async () => {
    const lines = (await biznessOk(['export', '--website', 'acme', '--data-dir', dataDir])).trimEnd().split('\n');
    const [view, click, job] = lines.map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(Object.keys(view).slice(0, 7)).toEqual([
      'event_id',
      'event_name',
      'visitor_id',
      'session_id',
      'timestamp',
      'received_at',
      'properties',
    ]);
    expect(view).toMatchObject({
      event_id: 'e1',
      event_name: 'page_view',
      visitor_id: 'v1',
      session_id: expect.stringMatching(/^ses_/),
      timestamp: '2024-01-15T10:30:00Z',
      page: '/pricing',
      utm_source: 'news',
    });
    expect(click).toMatchObject({ session_id: view.session_id, properties: EVENTS[1]?.properties });
    expect(job).toMatchObject({ visitor_id: null, session_id: null, timestamp: '2024-01-15T10:31:00.250Z' });
  });

  it('writes CSV in which no cell is a formula', async () => {
    const csv = await biznessOk(['export', '--website', 'acme', '--format', 'csv', '--data-dir', dataDir]);
    const [heading, ...rows] = csv.trimEnd().split('\n');
    expect(heading).toMatch(
      /^event_id,event_name,visitor_id,session_id,timestamp,received_at,properties,user_id,hostname,page,/,
    );
    expect(rows).toHaveLength(3);
    expect(csv).not.toMatch(/(?:^|,)"?[=@+-]/m);
  });

  it('writes a file under its name only when it is whole', async () => {
    const out = inTemporary('events.ndjson');
    expect(await biznessOk(['export', '--website', 'acme', '--out', out, '--data-dir', dataDir])).toBe('');
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(3);
    expect(existsSync(`${out}.partial`)).toBe(false);
  });

  it.each([
    [['--website', 'nope'], 'There is no website nope'],
    [[], "required option '--website <id>'"],
    [['--website', 'acme', '--format', 'xml'], /ndjson, csv/],
    [['--website', 'acme', '--out', '/nowhere/at/all'], /nowhere/],
  ])('refuses %j in one line', async (args, words) => {
    const outcome = await bizness(['export', ...args, '--data-dir', dataDir]);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(outcome.code).toBe(1);
  });
});

describe('bizness backup and restore', () => {
  it('brings every event back from a copy made while the collector ran', async () => {
    const file = inTemporary('copy.db');
    await biznessOk(['backup', file, '--data-dir', dataDir]);
    expect(statSync(file).mode & 0o077).toBe(0);
    const elsewhere = inTemporary('data');
    expect(await biznessOk(['restore', file, '--data-dir', elsewhere])).toContain('5 events');
    const exportFrom = (dir: string) => biznessOk(['export', '--website', 'acme', '--data-dir', dir]);
    expect(await exportFrom(elsewhere)).toBe(await exportFrom(dataDir));
    const restored = await startBizness(elsewhere);
    expect(await restored.stop()).toBe(0);
  });

  it('overwrites neither a backup nor a store unless it is forced to', async () => {
    const file = inTemporary('copy.db');
    await biznessOk(['backup', file, '--data-dir', dataDir]);
    expect((await bizness(['backup', file, '--data-dir', dataDir])).stderr).toMatch(/exists.*--force/);
    await biznessOk(['backup', file, '--force', '--data-dir', dataDir]);
    const elsewhere = inTemporary('data');
    await biznessOk(['website', 'add', 'old.com', '--id', 'old', '--data-dir', elsewhere]);
    const refused = await bizness(['restore', file, '--data-dir', elsewhere]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/exists.*--force/) });
    expect(await biznessOk(['website', 'list', '--data-dir', elsewhere])).toContain('old.com');
    await biznessOk(['restore', file, '--force', '--data-dir', elsewhere]);
    expect(await biznessOk(['website', 'list', '--data-dir', elsewhere])).not.toContain('old.com');
  });

  it('does not touch the store of a running collector', async () => {
    const file = inTemporary('copy.db');
    await biznessOk(['backup', file, '--data-dir', dataDir]);
    const outcome = await bizness(['restore', file, '--force', '--data-dir', dataDir]);
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining('running on') });
  });

  it.each([
    ['text', (file: string) => writeFileSync(file, 'not a database, but long enough to be looked at\n'.repeat(50))],
    ['a stranger’s empty database', (file: string) => writeFileSync(file, '')],
    ['half a backup', (file: string) => truncateSync(file, 20_000)],
  ])('refuses %s and leaves the store as it was', async (_what, spoil) => {
    const file = inTemporary('copy.db');
    await biznessOk(['backup', file, '--data-dir', dataDir]);
    spoil(file);
    const elsewhere = inTemporary('data');
    await biznessOk(['website', 'add', 'old.com', '--data-dir', elsewhere]);
    const outcome = await bizness(['restore', file, '--force', '--data-dir', elsewhere]);
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/is no sound backup: .+ not touched\n$/) });
    expect(await biznessOk(['website', 'list', '--data-dir', elsewhere])).toContain('old.com');
  });
});

describe('bizness check', () => {
  it('counts what a sound store holds', async () => {
    expect(await biznessOk(['check', '--data-dir', dataDir])).toContain(
      'is sound: 2 websites, 2 keys, 5 events, 1 session, 0 payments.',
    );
  });

  it('ends with 1 on a damaged store', async () => {
    const file = inTemporary('copy.db');
    await biznessOk(['backup', file, '--data-dir', dataDir]);
    const elsewhere = inTemporary('data');
    await biznessOk(['restore', file, '--data-dir', elsewhere]);
    const store = path.join(elsewhere, 'bizness.db');
    copyFileSync(file, store);
    const handle = openSync(store, 'r+');
    writeSync(handle, Buffer.alloc(16_384, 0xab), 0, 16_384, 8192);
    closeSync(handle);
    const outcome = await bizness(['check', '--data-dir', elsewhere]);
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/is damaged: .+\n$/) });
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
