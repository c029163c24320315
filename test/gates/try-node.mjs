/**
 * `npm run test:node -- 24`: the tests of plain Node and of the simulated page, on another version of Node than the
 * machine's. That Node comes from the npm registry, in a package that brings the headers which the one native module,
 * better-sqlite3, is compiled against.
 *
 * Everything happens in a copy of the tree in the system's temporary folder: nothing here is touched, and not below
 * `node_modules`, where vitest would take our sources for somebody's package. A second run finds Node, the native module
 * and the last build there. What follows the version is handed to vitest: `npm run test:node -- 24 test/store`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NATIVE = 'better-sqlite3';
/** Not copied: made there, or of no use there. */
const LEFT_OUT = ['node_modules', 'dist', '.git', 'data', 'coverage'];

const [version, ...rest] = process.argv.slice(2);
if (!/^\d+(?:\.\d+){0,2}$/.test(version ?? '')) fail('Say which Node, such as: npm run test:node -- 24');

const place = path.join(
  tmpdir(),
  `bizness-node-${version}-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`,
);
const tree = path.join(place, 'tree');
const environment = { ...process.env };
const node = fetchNode();
environment.PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
const exact = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (!exact?.startsWith(`v${version}`)) fail(`${node} does not run, or is ${exact ?? 'no Node'}`);

console.log(`Node ${exact}, in ${place}`);
copyTree();
linkPackages();
compileNative();
run('The build', node, ['collector/build/build.mjs']);
const projects = ['--project', 'node', '--project', 'happy-dom'];
run(`A test on Node ${exact}`, node, ['node_modules/vitest/vitest.mjs', 'run', ...projects, ...rest]);
console.log(`Passed on Node ${exact}.`);

/** Where that Node's program lies. It is fetched once. */
function fetchNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const home = path.join(place, 'node');
  const program = path.join(home, 'node_modules', name, 'bin/node');
  if (!existsSync(program)) {
    mkdirSync(home, { recursive: true });
    const wanted = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', home, `${name}@${version}`];
    run(`Fetching ${name}@${version}`, 'npm', wanted, { cwd: home });
  }
  return program;
}

function copyTree() {
  mkdirSync(tree, { recursive: true });
  for (const name of readdirSync(tree)) {
    if (name !== 'node_modules' && name !== 'dist') rmSync(path.join(tree, name), { recursive: true });
  }
  for (const name of readdirSync(root)) {
    if (LEFT_OUT.includes(name) || name.startsWith('dist.')) continue;
    cpSync(path.join(root, name), path.join(tree, name), { recursive: true });
  }
}

/** All packages as links to ours, but for the native one. */
function linkPackages() {
  const packages = path.join(tree, 'node_modules');
  mkdirSync(packages, { recursive: true });
  for (const name of readdirSync(packages)) if (name !== NATIVE) rmSync(path.join(packages, name), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (name === NATIVE || (name.startsWith('.') && name !== '.bin')) continue;
    symlinkSync(path.join(root, 'node_modules', name), path.join(packages, name));
  }
}

/** Compiles the native module for that Node, once for each version of either. */
function compileNative() {
  const { version: native } = JSON.parse(readFileSync(path.join(root, 'node_modules', NATIVE, 'package.json'), 'utf8'));
  const kept = path.join(place, `${NATIVE}-${native}-${exact}`);
  const home = path.join(tree, 'node_modules', NATIVE);
  rmSync(home, { recursive: true, force: true });
  if (!existsSync(kept)) {
    cpSync(path.join(root, 'node_modules', NATIVE), home, {
      recursive: true,
      filter: (file) => path.relative(path.join(root, 'node_modules', NATIVE), file) !== 'build',
    });
    const headers = path.dirname(path.dirname(node));
    const options = ['--build-from-source', `--nodedir=${headers}`];
    run(`Compiling ${NATIVE}`, 'npm', ['run', 'install', ...options], { cwd: home });
    renameSync(home, kept);
  }
  cpSync(kept, home, { recursive: true });
}

function run(what, program, given, options = {}) {
  const { status, error } = spawnSync(program, given, { cwd: tree, env: environment, stdio: 'inherit', ...options });
  if (status !== 0) fail(`${what} failed${error === undefined ? '' : `: ${error.message}`}`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
