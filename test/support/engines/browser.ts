import { rmSync } from 'node:fs';
import { temporaryFolder } from '../command.ts';
import type { Browser, Tab } from './engine.ts';

/** A browser from its start to its end. */
export interface Run {
  version: string;
  tab(): Promise<Tab>;
  quit(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a browser with the given profile, and leaves nothing running if that fails. */
export type Launch = (profile: string, complaints: string[]) => Promise<Run>;

/** A browser whose profile outlives its runs, as it does on a visitor's own machine. */
export async function openBrowser(launch: Launch): Promise<Browser> {
  const { folder } = temporaryFolder();
  const complaints: string[] = [];
  let run: Run | null = null;
  const start = async () => {
    run = await launch(folder, complaints);
    return run;
  };
  const current = () => {
    if (run === null) throw new Error('The browser is not running.');
    return run;
  };
  const end = async (how: 'quit' | 'kill') => {
    const ending = current();
    run = null;
    await ending[how]();
  };
  const { version } = await start();
  return {
    version,
    complaints,
    tab: () => current().tab(),
    quit: () => end('quit'),
    kill: () => end('kill'),
    async start() {
      await start();
    },
    async reopen() {
      await end('quit');
      await start();
    },
    async close() {
      if (run !== null) await end('kill');
      // What a killed browser wrote last may still be on its way to the disk.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
