import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import QuickLRU from 'quick-lru';
import { Refusal } from '../contract/problem.ts';
import { createPending, type Pending, type Reply } from '../model/waiting/pending.ts';
import { REPORTS, type ReportName, type Reports } from '../query/reports/index.ts';
import { StoreUnavailable } from '../store/event-store.ts';
import type { ReportFailure, ReportRequest } from './report-thread.ts';

/** Two readers: one long report leaves one free, and the machine is small. */
const THREADS = 2;
/** More questions than this waiting are refused rather than queued for minutes. */
const MAX_WAITING = 200;
/** Cursors whose reader is remembered. */
const MAX_CURSORS = 1000;
/** A reader that ends is replaced after this (ms); while none has answered, each waits twice as long as the one before. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

interface Reader {
  worker: Worker;
  pending: Pending<ReportFailure>;
}

/** Resolves after so many ms; rejects when aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;
const pauseReally: Pause = (ms, signal) => setTimeout(ms, undefined, { signal });

/** Starts the readers over the store in `dataDir`. */
export function startReportThreads(
  dataDir: string,
  log: Logger,
  pause: Pause = pauseReally,
): { reports: Reports; close(): Promise<void> } {
  const readers = new Set<Reader>();
  /** Who keeps the list that a cursor goes on in. */
  const keepers = new QuickLRU<string, Reader>({ maxSize: MAX_CURSORS });
  const closing = new AbortController();
  const kept = Array.from({ length: THREADS }, keepReader);

  /** One reader after the other, until all is closed. */
  async function keepReader(): Promise<void> {
    let wait = FIRST_PAUSE;
    while (!closing.signal.aborted) {
      const answered = await runReader();
      if (closing.signal.aborted) return;
      if (answered) wait = FIRST_PAUSE;
      log.warn({ pause_ms: wait }, 'a report thread has ended; another follows');
      await pause(wait, closing.signal).catch(() => {});
      wait = Math.min(2 * wait, LONGEST_PAUSE);
    }
  }

  /** Resolves when a reader has ended, with whether it ever answered. */
  async function runReader(): Promise<boolean> {
    const worker = new Worker(new URL('./report-thread.js', import.meta.url), { workerData: { dataDir } });
    const pending = createPending(toError);
    const reader = { worker, pending };
    let answered = false;
    worker.on('message', (reply: Reply<ReportFailure>) => {
      answered = true;
      pending.settle(reply);
    });
    worker.on('error', (err) => log.error({ err }, 'a report thread failed'));
    readers.add(reader);
    await new Promise((resolve) => worker.once('exit', resolve));
    readers.delete(reader);
    pending.giveUp(new StoreUnavailable('the reader has ended'));
    return answered;
  }

  /** Asks the reader that answered the page before, which keeps the list it was cut from; else the idlest. */
  async function ask(report: ReportName, question: unknown): Promise<unknown> {
    const [idlest] = [...readers].sort((a, b) => a.pending.size() - b.pending.size());
    const keeper = keepers.get((question as { cursor?: string | null }).cursor ?? '');
    const reader = keeper !== undefined && readers.has(keeper) ? keeper : idlest;
    if (closing.signal.aborted || reader === undefined) throw new StoreUnavailable('no reader is running');
    if (reader.pending.size() >= MAX_WAITING) throw new StoreUnavailable('too many reports are waiting');
    const answer = await reader.pending.ask((id) =>
      reader.worker.postMessage({ id, report, question } satisfies ReportRequest),
    );
    const next = (answer as { pagination?: { next_cursor: string | null } } | null)?.pagination?.next_cursor;
    if (typeof next === 'string') keepers.set(next, reader);
    return answer;
  }

  const names = Object.keys(REPORTS) as ReportName[];
  return {
    reports: Object.fromEntries(names.map((name) => [name, (question: unknown) => ask(name, question)])) as Reports,
    close: async () => {
      closing.abort();
      await Promise.all([...readers].map(({ worker }) => worker.terminate()));
      await Promise.all(kept);
    },
  };
}

function toError({ refusal, message }: ReportFailure): Error {
  return refusal === null ? new Error(message) : new Refusal(refusal);
}
