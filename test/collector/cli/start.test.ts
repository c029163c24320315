import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bizness, biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../../support/command.ts';
import { SOON } from '../../support/soon.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let collector: RunningCollector | null = null;
beforeEach(() => {
  temporary = temporaryFolder();
  dataDir = path.join(temporary.folder, 'data');
});
afterEach(async () => {
  if (collector?.process.exitCode === null) collector.process.kill('SIGKILL');
  collector = null;
  temporary.remove();
});

describe('bizness start', () => {
  it('answers a request that was under way when it was asked to end', async () => {
    await biznessOk(['website', 'add', 'acme.com', '--id', 'acme', '--data-dir', dataDir]);
    const { key } = JSON.parse(
      await biznessOk(['key', 'create', '--website', 'acme', '--json', '--data-dir', dataDir]),
    );
    collector = await startBizness(dataDir);
    const requests = Array.from({ length: 20 }, (_, index) =>
      send(collector as RunningCollector, key, { website_id: 'acme', event_name: 'sale', event_id: `e${index}` }),
    );
    await Promise.race(requests);
    const stopped = collector.stop();
    const answered = (await Promise.allSettled(requests)).flatMap((result) =>
      result.status === 'fulfilled' && result.value.status === 200 ? [result.value.body.event_id] : [],
    );
    expect(await stopped).toBe(0);
    const stored = await exported('acme');
    expect(answered.length).toBeGreaterThan(0);
    for (const id of answered) expect(stored.filter((event) => event.event_id === id)).toHaveLength(1);
  });

  it.each([
    ['snippet', 'manifest.json'],
    ['dashboard', 'index.html'],
  ])('says in one line that the build is not whole: without the %s', (part, file) => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const half = path.join(temporary.folder, 'half');
    for (const name of ['package.json', 'dist/collector', 'dist/snippet', 'dist/dashboard'])
      cpSync(path.join(root, name), path.join(half, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(half, 'node_modules'));
    rmSync(path.join(half, 'dist', part), { recursive: true });
    const start = ['dist/collector/cli/main.js', 'start', '--port', '0', '--data-dir', dataDir];
    const { status, stdout, stderr } = spawnSync(process.execPath, start, {
      cwd: half,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      `bizness: The build is not whole: ${path.join(half, 'dist', part, file)} is missing. Run npm run build\n`,
    ]);
  });

  it('names the port that is taken and how to choose another', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const outcome = await bizness(['start', '--port', String(port), '--data-dir', dataDir]);
    squatter.close();
    expect(outcome.stderr).toBe(
      `bizness: Port ${port} on 127.0.0.1 is in use. Choose another with --port or PORT; 0 picks a free one\n`,
    );
    expect(outcome.code).toBe(1);
  });

  it.each([
    [['--port', '70000'], 'PORT'],
    [['--log-level', 'loud'], 'LOG_LEVEL'],
    [['--trust-proxy', 'everyone'], 'TRUST_PROXY'],
    [['--log-format', 'xml'], 'LOG_FORMAT'],
    [['--public-url', 'stats.acme.test'], 'PUBLIC_URL'],
    [['--public-url', 'ftp://stats.acme.test'], 'PUBLIC_URL'],
    [['--public-url', 'https://acme.test/stats'], 'PUBLIC_URL'],
    [['--public-url', 'https://acme.test/?a'], 'PUBLIC_URL'],
    [['--public-url', 'https://acme.test/#a'], 'PUBLIC_URL'],
    [['--public-url', 'https://ann:secret@acme.test'], 'PUBLIC_URL'],
    [['--public-url', 'https:///'], 'PUBLIC_URL'],
    [['--public-url', 'https://acme.test:70000'], 'PUBLIC_URL'],
  ])('names the setting that is wrong: %j', async (args, name) => {
    const outcome = await bizness(['start', '--data-dir', dataDir, ...args]);
    expect(outcome.stderr).toMatch(new RegExp(`^bizness: ${name}: expected .+\\n$`));
    expect(outcome.code).toBe(1);
  });
});

/** One, as each takes long to start: these follow one another. */
describe('a running collector', () => {
  let home: ReturnType<typeof temporaryFolder>;
  let on: string[];
  let running: RunningCollector;
  beforeAll(async () => {
    home = temporaryFolder();
    const data = path.join(home.folder, 'data');
    on = ['--data-dir', data];
    running = await startBizness(data);
  });
  afterAll(() => {
    running.process.kill('SIGKILL');
    home.remove();
  });

  it('has logged one line with its address when it is ready, and how to go on when there is no website', async () => {
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${running.url}/api/health/ready`)).status).toBe(200);
    expect(running.log.filter(({ msg }) => msg === 'listening')).toHaveLength(1);
    const said = () => running.log.map(({ msg }) => msg);
    await expect.poll(said, SOON).toContainEqual(expect.stringContaining('bizness website add'));
  });

  it('is the only one on its folder', async () => {
    const second = await bizness(['start', '--port', '0', ...on]);
    expect(second.stderr).toBe(`bizness: Another collector is running on ${on[1]}\n`);
    expect(second.code).toBe(1);
  });

  it('knows at once what the commands beside it do', async () => {
    await biznessOk(['website', 'add', 'acme.com', '--id', 'acme', ...on]);
    const made = JSON.parse(await biznessOk(['key', 'create', '--website', 'acme', '--json', ...on]));
    const event = { website_id: 'acme', event_name: 'sale' };
    expect((await send(running, made.key, event)).status).toBe(200);
    await biznessOk(['key', 'revoke', made.key_id, ...on]);
    expect((await send(running, made.key, event)).status).toBe(401);
  });

  it('ends with exit code 0 on SIGINT too', async () => {
    running.process.kill('SIGINT');
    expect(await once(running.process, 'exit')).toEqual([0, null]);
  });
});

async function send(to: RunningCollector, key: string, event: object) {
  const response = await fetch(`${to.url}/api/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(event),
  });
  return { status: response.status, body: (await response.json()) as { event_id: string } };
}

async function exported(website: string): Promise<{ event_id: string }[]> {
  const lines = await biznessOk(['export', '--website', website, '--data-dir', dataDir]);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
