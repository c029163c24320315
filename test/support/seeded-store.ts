import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../collector/config.ts';
import { temporaryFolder } from './command.ts';

// The built one: its writer is a thread that runs a built file.
const built = '../../dist/demo-site/history.js';
/** Beside what was built, and gone with it. */
const KEPT = fileURLToPath(new URL('../../dist/.seeded', import.meta.url));

/** The website that has a year behind it. */
export const SEEDED_ID = 'quayside';

/**
 * A folder with a store of its own whose website has a year up to today behind it, as `npm run demo` makes it. Made once a
 * day and copied then, because a year takes some seconds.
 */
export async function seededStore(): Promise<{ folder: string; remove(): void }> {
  const today = path.join(KEPT, new Date().toISOString().slice(0, 10));
  if (!existsSync(today)) {
    const { makeUpHistory } = (await import(built)) as typeof import('../../demo-site/history.ts');
    const making = path.join(KEPT, `making-${process.pid}`);
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    await makeUpHistory(readConfig({ DATA_DIR: making }), Date.now());
    if (existsSync(today)) rmSync(making, { recursive: true });
    else renameSync(making, today);
  }
  const data = temporaryFolder();
  cpSync(today, data.folder, { recursive: true });
  return data;
}
