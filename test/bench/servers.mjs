import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const CLI = 'dist/collector/cli/main.js';
const UNLIMITED = '1000000000';

/** Starts a floor or the collector as a process of its own, on an empty store. */
export async function startServer(kind) {
  const dir = mkdtempSync(join(tmpdir(), `bizness-bench-${kind}-`));
  const isCollector = kind === 'collector';
  const args = isCollector ? [CLI, 'start', '--port', '0', '--data-dir', dir] : ['test/bench/floor.mjs', kind, dir];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const { url: found } = JSON.parse(line);
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)));
  });
  return {
    url,
    headers: isCollector ? { authorization: `Bearer ${prepareCollector(dir)}` } : {},
    kill: () => child.kill('SIGKILL'),
    peakMemory: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    /** Ends it; resolves with the size of the store's file, or null for a floor. */
    stop: async () => {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      const stored = isCollector ? describeStore(dir) : null;
      rmSync(dir, { recursive: true });
      return stored;
    },
  };
}

function prepareCollector(dir) {
  const cli = (...args) => execFileSync(process.execPath, [CLI, ...args, '--data-dir', dir], { encoding: 'utf8' });
  cli('website', 'add', 'acme.com', '--id', 'bench');
  const limits = ['--rate-limit', UNLIMITED, '--batch-rate-limit', UNLIMITED];
  return JSON.parse(cli('key', 'create', '--website', 'bench', ...limits, '--json')).key;
}

function describeStore(dir) {
  const exported = execFileSync(process.execPath, [CLI, 'export', '--website', 'bench', '--data-dir', dir], {
    maxBuffer: 4 * 1024 ** 3,
  });
  let events = 0;
  for (let at = exported.indexOf(10); at !== -1; at = exported.indexOf(10, at + 1)) events += 1;
  return { events, bytes: statSync(join(dir, 'bizness.db')).size };
}
