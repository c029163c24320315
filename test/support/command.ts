import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built command: what an operator runs. */
export const COMMAND = fileURLToPath(new URL('../../dist/collector/cli/main.js', import.meta.url));

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

// The built one: it is tried as it is shipped.
const built = '../../dist/collector/cli/run.js';
let last: Promise<unknown> = Promise.resolve();

/** Runs `bizness …` within this process, one after the other: what it prints goes where all of the process prints to. */
export function bizness(args: string[]): Promise<Outcome> {
  const outcome = last.then(async () => {
    const { run } = (await import(built)) as typeof import('../../collector/cli/run.ts');
    const [stdout, stderr] = [divert(process.stdout), divert(process.stderr)];
    try {
      const code = await run(args);
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    } finally {
      stdout.end();
      stderr.end();
    }
  });
  last = outcome.catch(() => undefined);
  return outcome;
}

/** Keeps what is written to a stream until `end`. */
function divert(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const { write } = stream;
  const written: Buffer[] = [];
  const keep = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    written.push(Buffer.from(chunk as string));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  stream.write = keep;
  return {
    text: () => Buffer.concat(written).toString(),
    end: () => {
      stream.write = write;
    },
  };
}

/** Runs `bizness …` as an operator does. Nothing of our own environment but what it needs to start. */
export async function spawnBizness(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = launch(args, env);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** Like `bizness`, and expects it to go well. Resolves with what it printed. */
export const biznessOk = async (args: string[]): Promise<string> => printed(args, await bizness(args));

/** Like `spawnBizness`, and expects it to go well. Resolves with what it printed. */
export const spawnBiznessOk = async (args: string[], env: Record<string, string> = {}): Promise<string> =>
  printed(args, await spawnBizness(args, env));

function printed(args: string[], { code, stdout, stderr }: Outcome): string {
  if (code !== 0) throw new Error(`bizness ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

export interface RunningCollector {
  url: string;
  /** Log lines so far, parsed. */
  log: { msg: string; url?: string }[];
  /** Resolves with what stderr has of the pattern, once it has. */
  complaint(pattern: RegExp): Promise<string>;
  process: ChildProcess;
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** `bizness start` on a free port; resolves when it says that it listens. */
export async function startBizness(dataDir: string, args: string[] = []): Promise<RunningCollector> {
  const child = launch(['start', '--port', '0', '--data-dir', dataDir, ...args]);
  const log: RunningCollector['log'] = [];
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const told = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [found] = pattern.exec(complaint) ?? [];
      if (found !== undefined) return found;
      if (child.stderr !== null) await once(child.stderr, 'data');
    }
  };
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) throw new Error('no stdout');
    createInterface(child.stdout).on('line', (line) => {
      const entry = JSON.parse(line) as { msg: string; url?: string };
      log.push(entry);
      if (entry.msg === 'listening' && entry.url !== undefined) resolve(entry.url);
    });
    exited.then(([code]) => reject(new Error(`The collector ended with ${code}: ${complaint}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return (await exited)[0];
  };
  return { url, log, complaint: told, process: child, stop };
}

function launch(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A folder of its own, gone when `remove` is called. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bizness-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
