/**
 * `npm run build`. Builds beside `dist` and swaps: a collector that runs from `dist` never meets a half-made one, and a
 * build that fails or is killed leaves everything as it was. A tree that has not changed is left alone.
 *
 * The last build is where the next one starts, so that the compiler does only what changed. What changed is judged by the
 * content of files, never by their times. `rm -r dist` makes the next build start from nothing.
 */
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digest } from './digest.mjs';
import { removeLeftovers, swapIn } from './swap.mjs';

const DIST = 'dist';
const STAMP = '.built.json';
const COMMAND = 'collector/cli/main.js';

const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'rollup.config.mjs'];
const SOURCES = ['collector', 'snippet', 'demo-site', 'test'];
/** The sources of what browsers download, and the folders of `dist` it is built into. */
const BUNDLED = ['collector/build', 'collector/contract', 'collector/dashboard', 'snippet'];
const BUNDLES = ['snippet', 'dashboard'];
/** What the compiler remembers comes first: copied before its outputs, it is never newer than they are. */
const COMPILED = ['.tsbuildinfo', 'collector', 'demo-site', 'snippet-types', '.types', '.test-types'];
const PARTS = [...COMPILED, ...BUNDLES];

// Read before anything is built: what changes meanwhile is left to the next build.
const inputs = digest('.', [...SETTINGS, ...SOURCES]);
const bundleInputs = digest('.', [...SETTINGS, ...BUNDLED]);
const last = readStamp();
if (!isCurrent()) await build();

function readStamp() {
  try {
    return JSON.parse(readFileSync(path.join(DIST, STAMP), 'utf8'));
  } catch {
    return {};
  }
}

/** The outputs are looked at too, as `npx tsc -b` writes into `dist` and leaves no stamp. */
function isCurrent() {
  try {
    return last.inputs === inputs && last.outputs === digest(DIST, PARTS);
  } catch {
    // Another build has just swapped.
    return false;
  }
}

async function build() {
  const next = `${DIST}.next-${process.pid}`;
  removeLeftovers(DIST);
  try {
    // The same sources give the same outputs: if `dist` differs now, something other than a build wrote into it.
    if (last.inputs !== inputs) copyLast(next);
    // Loaded here, as a tree that is current should need neither the compiler nor the time to load it.
    const { compile } = await import('./compile.mjs');
    compile(DIST, next, COMPILED);
    if (last.bundleInputs !== bundleInputs || last.bundleOutputs !== digest(next, BUNDLES)) {
      for (const part of BUNDLES) rmSync(path.join(next, part), { recursive: true, force: true });
      const { bundle } = await import('./bundle.mjs');
      await bundle(DIST, next);
    }
    if (existsSync(path.join(next, COMMAND))) chmodSync(path.join(next, COMMAND), 0o755);
    const stamp = { inputs, outputs: digest(next, PARTS), bundleInputs, bundleOutputs: digest(next, BUNDLES) };
    writeFileSync(path.join(next, STAMP), `${JSON.stringify(stamp, null, 2)}\n`);
    swapIn(next, DIST);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    console.error(`Not built, and ${DIST} is as it was: ${error.message}`);
    process.exitCode = 1;
  }
}

/** Starts `next` as a copy of `dist`. If another build swapped meanwhile, the copy mixes two builds and is thrown away. */
function copyLast(next) {
  const folder = () => statSync(DIST, { throwIfNoEntry: false })?.ino;
  const before = folder();
  try {
    for (const part of PARTS.filter((name) => existsSync(path.join(DIST, name)))) {
      cpSync(path.join(DIST, part), path.join(next, part), { recursive: true });
    }
    if (folder() === before) return;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(next, { recursive: true, force: true });
}
