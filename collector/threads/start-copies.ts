import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Refusal } from '../contract/problem.ts';
import { createTurns } from '../model/waiting/turns.ts';
import type { Copies, WantedExport } from '../store/copies.ts';
import { StoreUnavailable } from '../store/event-store.ts';

/** Exports that may be under way: each has a thread. */
const MAX_EXPORTS = 4;
/** Backups under way or waiting: each takes as much of the disk as the store. */
const MAX_BACKUPS = 4;

const RETRY_AFTER_SECONDS = 5;

function tooMany(what: 'exports' | 'backups', limit: number): Refusal {
  return new Refusal(
    {
      code: 'RATE_LIMITED',
      message: `${limit} ${what} are under way. Try again when one of them has ended`,
      details: { limit, retry_after: RETRY_AFTER_SECONDS },
    },
    { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  );
}

/** A backup on its way, in the data directory because nowhere else is known to be private and large enough. */
const BACKUP = /^backup-[0-9a-f]+\.partial/;

/** Starts the copying of the store in `dataDir`, and removes what a killed collector left of a backup. */
export function startCopies(dataDir: string, log: Logger): Copies & { close(): Promise<void> } {
  for (const name of readdirSync(dataDir)) if (BACKUP.test(name)) rmSync(join(dataDir, name), { force: true });
  const threads = new Set<Worker>();
  let exporting = 0;
  const backupInTurn = createTurns(MAX_BACKUPS, () => tooMany('backups', MAX_BACKUPS));

  function startThread(name: string, data: object): Worker {
    const worker = new Worker(new URL(name, import.meta.url), { workerData: { dataDir, ...data } });
    threads.add(worker);
    // Who waits for the copy is answered; nobody may be waiting.
    worker.on('error', (err) => log.error({ err, thread: name }, 'a copy failed'));
    worker.once('exit', () => threads.delete(worker));
    return worker;
  }

  async function* exportPieces(wanted: WantedExport): AsyncGenerator<string, void, void> {
    if (exporting >= MAX_EXPORTS) throw tooMany('exports', MAX_EXPORTS);
    exporting += 1;
    const worker = startThread('./export-thread.js', { wanted });
    const ended = new AbortController();
    worker.once('exit', () => ended.abort());
    try {
      while (true) {
        worker.postMessage('next');
        const [piece] = (await once(worker, 'message', { signal: ended.signal })) as [string | null];
        if (piece === null) return;
        yield piece;
      }
    } finally {
      exporting -= 1;
      await worker.terminate();
    }
  }

  async function makeBackup() {
    const to = join(dataDir, `backup-${randomBytes(8).toString('hex')}.partial`);
    try {
      await writeFile(to, '', { mode: 0o600 });
      const worker = startThread('./backup-thread.js', { to });
      const [code] = (await once(worker, 'exit')) as [number];
      if (code !== 0) throw new Error('the thread has ended');
      const handle = await open(to);
      // Open files live on without a name: however this ends, nothing is left.
      return { bytes: (await handle.stat()).size, stream: handle.createReadStream() };
    } catch (error) {
      throw new StoreUnavailable(`the backup failed: ${error instanceof Error ? error.message : ''}`);
    } finally {
      await rm(to, { force: true });
    }
  }

  return {
    export: exportPieces,
    backup: (gone) =>
      backupInTurn(async () => {
        if (gone.aborted) throw new StoreUnavailable('nobody waits for the backup any more');
        return makeBackup();
      }),
    close: async () => {
      await Promise.all([...threads].map((worker) => worker.terminate()));
    },
  };
}
