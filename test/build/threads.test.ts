import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/*
 * Each thread loads what it imports once more, and keeps it in memory of its own. The schemas of the wire and their library are
 * most of what one could load, and bodies are checked before anything gets to a thread.
 */

const DIST = fileURLToPath(new URL('../../dist/collector/', import.meta.url));
const THREADS = ['store/sqlite/engine/writer', 'threads/report', 'threads/export', 'threads/backup'];

/** Packages that a built file loads, by itself or by what it imports. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)['"];$/gm)) {
    if (!from.startsWith('.')) packages.add(from);
    else for (const name of packagesOf(path.resolve(path.dirname(file), from), seen)) packages.add(name);
  }
  return packages;
}

it.each(THREADS)('%s-thread loads no schemas', (thread) => {
  const packages = packagesOf(path.join(DIST, `${thread}-thread.js`));
  expect(packages).toContain('better-sqlite3');
  expect(packages).not.toContain('zod');
});
