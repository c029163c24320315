import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainLog } from '../../../collector/cli/plain-log.ts';
import { COMMAND, temporaryFolder } from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

const SETUP = /http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{43}/;

/** Starts a collector, lets it end once it has said what is waited for, and resolves with all that it said, by stream. */
async function say(command: string[], env: Record<string, string>, enough: RegExp) {
  const child = spawn(command[0] as string, command.slice(1), {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...env },
    // A group of its own, so that a signal reaches the collector behind its terminal.
    detached: true,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      if (enough.test(said.stdout + said.stderr)) process.kill(-(child.pid as number), 'SIGTERM');
    });
  }
  await once(child, 'close');
  return said;
}

const args = () => ['start', '--port', '0', '--data-dir', temporary.folder];

describe('bizness start', () => {
  it('speaks plainly on a terminal: the address, the data, and the setup link on a line of its own', async () => {
    const line = [process.execPath, COMMAND, ...args()].map((word) => `'${word}'`).join(' ');
    const { stdout } = await say(['script', '-qefc', line, '/dev/null'], {}, SETUP);
    const lines = stdout.split('\r\n').map((text) => text.trim());
    expect(lines.find((text) => text.includes('setup#'))).toMatch(new RegExp(`^${SETUP.source}$`));
    expect(lines).toContainEqual(expect.stringMatching(/^Bizness is running: +http:\/\/127\.0\.0\.1:\d+\/$/));
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^Its data: +${temporary.folder}, a new store$`)));
    expect(stdout).not.toContain('{');
    // The link does that too.
    expect(stdout).not.toContain('website add');
  });

  it('writes JSON lines elsewhere, and on a terminal where LOG_FORMAT asks for them', async () => {
    const line = [process.execPath, COMMAND, ...args()].map((word) => `'${word}'`).join(' ');
    for (const [command, env] of [
      [[process.execPath, COMMAND, ...args()], {}],
      [['script', '-qefc', line, '/dev/null'], { LOG_FORMAT: 'json' }],
    ] as const) {
      const { stdout } = await say([...command], env, SETUP);
      const [first] = stdout.split(/\r?\n/);
      expect(JSON.parse(first as string)).toMatchObject({
        msg: 'listening',
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      });
    }
  });

  it('speaks plainly into a file where --log-format asks for it, and keeps the setup link out of it', async () => {
    const said = await say([process.execPath, COMMAND, ...args(), '--log-format', 'plain'], {}, SETUP);
    expect(said.stdout).toContain('Bizness is running:');
    expect(said.stdout).not.toContain('setup#');
    expect(said.stderr.split('\n').map((text) => text.trim())).toContainEqual(
      expect.stringMatching(new RegExp(`^${SETUP.source}$`)),
    );
  });
});

describe('a line of the plain log', () => {
  const time = new Date(2026, 0, 15, 9, 5, 7).getTime();
  const plain = (entry: object): string => {
    let written = '';
    plainLog((text) => {
      written += text;
    }).write(`${JSON.stringify({ level: 30, time, pid: 1, hostname: 'h', ...entry })}\n`);
    return written;
  };

  it.each([
    [{ msg: 'stopping', signal: 'SIGTERM' }, '09:05:07  stopping (signal SIGTERM)\n'],
    [
      { level: 40, msg: 'a report thread has ended', pause_ms: 1000 },
      '09:05:07  warning: a report thread has ended (pause_ms 1000)\n',
    ],
    [
      { level: 40, msg: 'the store takes no writes', err: { message: 'disk full', stack: 'Error: disk full\n  at x' } },
      '09:05:07  warning: the store takes no writes: disk full\n',
    ],
    [
      { level: 50, msg: 'request failed', request_id: 'req_1', err: { message: 'no', stack: 'Error: no\n  at x' } },
      '09:05:07  error: request failed: Error: no\n  at x (request_id req_1)\n',
    ],
  ])('says what happened, how bad it is and why: %j', (entry, line) => {
    expect(plain(entry)).toBe(line);
  });

  it('has no more than a line for text that comes from outside', () => {
    expect(plain({ msg: 'x', name: 'a\nb\u001b[31m' })).toBe('09:05:07  x (name "a\\nb\\u001b[31m")\n');
  });
});
