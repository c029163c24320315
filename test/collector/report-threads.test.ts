import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../collector/store/sqlite/engine/open.ts';

// The built file, because its threads run built files.
const built = '../../dist/collector/threads/report-threads.js';
const { startReportThreads } = (await import(built)) as typeof import('../../collector/threads/report-threads.ts');

const NOTHING = { site: 2, eventName: null };

let dataDir: string;
let logged: { level: number; msg: string; err?: { code: string } }[];
/** How long the readers that have ended wait for the next, until `next()` lets them. */
let waits: number[];
let resume: (() => void)[];
let threads: Worker[];
let reports: ReturnType<typeof startReportThreads>;
const noteThread = (worker: Worker) => threads.push(worker);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bizness-readers-'));
  [logged, waits, resume, threads] = [[], [], [], []];
  process.on('worker', noteThread);
  const log = pino({}, { write: (line: string) => logged.push(JSON.parse(line)) });
  reports = startReportThreads(
    dataDir,
    log,
    (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        const stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop);
        waits.push(ms);
        resume.push(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        });
      }),
  );
});

afterEach(async () => {
  await reports.close();
  process.off('worker', noteThread);
  rmSync(dataDir, { recursive: true });
});

/** The waits of both readers, once both have ended. */
async function bothWait(): Promise<number[]> {
  await expect.poll(() => waits.length, { timeout: 20_000 }).toBe(2);
  return waits;
}

/** Lets the next readers start. */
async function next(): Promise<void> {
  const ready = resume;
  [waits, resume] = [[], []];
  for (const go of ready) go();
  await new Promise(setImmediate);
}

it('says in the log why a reader failed, and ends at once when it is closed meanwhile', async () => {
  await bothWait();
  const failures = logged.filter(({ level }) => level === pino.levels.values.error);
  expect(failures).toHaveLength(2);
  expect(failures[0]).toMatchObject({ msg: 'a report thread failed', err: { code: 'SQLITE_CANTOPEN' } });
  await reports.close();
  expect(threads).toHaveLength(2);
});

it('starts a reader again after a second, then each time after twice as long, up to half a minute', async () => {
  const rounds: number[][] = [];
  while (rounds.length < 7) {
    rounds.push(await bothWait());
    await next();
  }
  expect(rounds).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].map((ms) => [ms, ms]));
});

it('refuses a question while no reader runs, and takes a reader that has answered for a good one', async () => {
  await bothWait();
  await expect(reports.reports.properties(NOTHING)).rejects.toThrow('no reader is running');
  await next();
  expect(await bothWait()).toEqual([2000, 2000]);
  openDatabase(dataDir).close();
  await next();
  const answers = await Promise.all([reports.reports.properties(NOTHING), reports.reports.properties(NOTHING)]);
  expect(answers).toEqual([[], []]);
  await Promise.all(threads.slice(-2).map((worker) => worker.terminate()));
  // After a good one the next follows after a second again.
  expect(await bothWait()).toEqual([1000, 1000]);
});
