import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

// The built file, because its threads run built files.
const built = '../../dist/collector/threads/start-copies.js';
const { startCopies } = (await import(built)) as typeof import('../../collector/threads/start-copies.ts');

/** Copies of a store that is not there. */
function copiesOfNothing() {
  const dataDir = mkdtempSync(join(tmpdir(), 'bizness-copies-'));
  const logged: object[] = [];
  const copies = startCopies(dataDir, pino({}, { write: (line: string) => logged.push(JSON.parse(line)) }));
  onTestFinished(async () => {
    await copies.close();
    rmSync(dataDir, { recursive: true });
  });
  return { copies, logged };
}

const failure = (thread: string) => ({
  level: pino.levels.values.error,
  msg: 'a copy failed',
  thread,
  err: { code: 'SQLITE_CANTOPEN' },
});

it('says in the log why an export failed', async () => {
  const { copies, logged } = copiesOfNothing();
  const pieces = copies.export({ site: 2, kind: 'events', format: 'ndjson', start: null, end: null });
  await expect(pieces.next()).rejects.toBeDefined();
  expect(logged).toMatchObject([failure('./export-thread.js')]);
});

it('says in the log why a backup failed', async () => {
  const { copies, logged } = copiesOfNothing();
  await expect(copies.backup(new AbortController().signal)).rejects.toThrow('the backup failed');
  expect(logged).toMatchObject([failure('./backup-thread.js')]);
});
