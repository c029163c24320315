import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../support/command.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD = path.join(ROOT, 'collector/build/build.mjs');

/** A tree as small as can be: two sources, one of which the other needs, and one bundle. */
const FILES = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': '{ "files": [], "references": [{ "path": "collector" }] }',
  'collector/tsconfig.json': JSON.stringify({
    compilerOptions: {
      rootDir: '..',
      outDir: '../dist',
      tsBuildInfoFile: '../dist/.tsbuildinfo/collector',
      composite: true,
      noEmitOnError: true,
      module: 'NodeNext',
      target: 'ES2022',
      types: [],
      // Reading even the types of the language would take longer than all else.
      noLib: true,
      rewriteRelativeImportExtensions: true,
    },
    include: ['**/*.ts'],
  }),
  'collector/language.d.ts': [
    ...['Array<T>', 'Boolean', 'CallableFunction', 'Function', 'IArguments', 'NewableFunction'],
    ...['Number', 'Object', 'RegExp', 'String'],
  ]
    .map((name) => `interface ${name} {}\n`)
    .join(''),
  'collector/word.ts': "export const word: string = 'first';\n",
  'collector/main.ts': "export { word } from './word.ts';\n",
  'snippet/index.js': 'globalThis.tag = 1;\n',
  'rollup.config.mjs': `
    import { appendFileSync } from 'node:fs';
    appendFileSync('bundlings', '.');
    export default [{ input: 'snippet/index.js', output: { file: 'dist/snippet/tag.js' } }];
  `,
};
const BUILT = 'dist/collector/word.js';

let built: ReturnType<typeof temporaryFolder>;
let tree: ReturnType<typeof temporaryFolder>;
const at = (name: string) => path.join(tree.folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const write = (name: string, text: string) => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};
const inode = () => statSync(at('dist')).ino;
const besideDist = () => readdirSync(tree.folder).filter((name) => name.startsWith('dist.'));

beforeAll(async () => {
  tree = built = temporaryFolder();
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  symlinkSync(path.join(ROOT, 'node_modules'), at('node_modules'));
  await build();
});
beforeEach(() => {
  tree = temporaryFolder();
  cpSync(built.folder, tree.folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
});
afterEach(() => tree.remove());
afterAll(() => built.remove());

const launch = (): ChildProcess =>
  spawn(process.execPath, [BUILD], { cwd: tree.folder, stdio: ['ignore', 'ignore', 'pipe'] });

/** Builds; resolves with what it complained about, null when it went well. */
async function build(): Promise<string | null> {
  const child = launch();
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return code === 0 ? null : complaint;
}

it('builds what is run and what is downloaded', () => {
  expect(read(BUILT)).toContain("'first'");
  expect(read('dist/snippet/tag.js')).toContain('globalThis.tag = 1');
  expect(besideDist()).toEqual([]);
});

it('leaves dist alone where nothing but the times of files has changed', async () => {
  const before = inode();
  utimesSync(at('collector/word.ts'), new Date(), new Date());
  expect(await build()).toBeNull();
  expect(inode()).toBe(before);
});

it('builds only what has changed, by its content, and beside the dist that somebody may be running', async () => {
  write('collector/word.ts', "export const word: string = 'later';\n");
  // The file says that it is old.
  utimesSync(at('collector/word.ts'), 1, 1);
  const running = openSync(at(BUILT), 'r');
  expect(await build()).toBeNull();
  expect([read(BUILT), read('bundlings')]).toEqual([expect.stringContaining("'later'"), '.']);
  // What runs may yet load more of the dist it began with.
  expect(readFileSync(running, 'utf8')).toContain("'first'");
  closeSync(running);
});

it('bundles a changed source', async () => {
  write('snippet/index.js', 'globalThis.tag = 2;\n');
  await build();
  expect(read('dist/snippet/tag.js')).toContain('globalThis.tag = 2');
});

it('leaves dist as it was when the compiler finds a mistake, and says so', async () => {
  const before = inode();
  write('collector/word.ts', 'export const word: string = 1;\n');
  expect(await build()).toMatch(/collector\/word\.ts.*TS2322[\s\S]*Not built, and dist is as it was/);
  expect([inode(), read(BUILT)]).toEqual([before, expect.stringContaining("'first'")]);
  expect(besideDist()).toEqual([]);
});

it('forgets the output of a source that is gone', async () => {
  rmSync(at('collector/main.ts'));
  await build();
  expect(readdirSync(at('dist/collector')).sort()).toEqual(['word.d.ts', 'word.js']);
});

it('makes good what was deleted from dist, or written there by somebody else', async () => {
  write(BUILT, '');
  write('dist/snippet/tag.js', '');
  await build();
  expect([read(BUILT), read('dist/snippet/tag.js')]).toEqual([
    expect.stringContaining("'first'"),
    expect.stringContaining('globalThis.tag = 1'),
  ]);

  rmSync(at(BUILT));
  rmSync(at('dist/snippet/tag.js'));
  write('dist/collector/stray.js', '');
  write('collector/main.ts', "export { word as last } from './word.ts';\n");
  await build();
  expect(readdirSync(at('dist/collector')).sort()).toEqual(['main.d.ts', 'main.js', 'word.d.ts', 'word.js']);
  expect(existsSync(at('dist/snippet/tag.js'))).toBe(true);
});

it('does no harm to another build at the same time', async () => {
  write('collector/word.ts', "export const word: string = 'later';\n");
  expect(await Promise.all([build(), build()])).toEqual([null, null]);
  expect(read(BUILT)).toContain("'later'");
  expect(besideDist()).toEqual([]);
  const before = inode();
  await build();
  expect(inode()).toBe(before);
});

it('leaves dist whole when it is killed, and the next one tidies up', async () => {
  write('collector/word.ts', "export const word: string = 'later';\n");
  const begun = new Promise<void>((resolve) => {
    const watcher = watch(tree.folder, (_, name) => {
      if (!name?.startsWith('dist.next-')) return;
      watcher.close();
      resolve();
    });
  });
  const killed = launch();
  await begun;
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect([read(BUILT), besideDist().length]).toEqual([expect.stringContaining("'first'"), 1]);
  await build();
  expect([read(BUILT), besideDist()]).toEqual([expect.stringContaining("'later'"), []]);
});
