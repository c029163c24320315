import { existsSync, rmSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { filesAt } from './digest.mjs';

/** With `import`, Node would search all nine megabytes of the compiler for its exports, which takes half a second. */
const ts = createRequire(import.meta.url)('typescript');

const MEMORY = '.tsbuildinfo';

/**
 * `tsc -b`, where all that it reads and writes below `dist` is read and written below `next`. Afterwards the folders
 * `compiled` hold the output of every source and of none that is gone.
 */
export function compile(dist, next, compiled) {
  run(dist, next);
  const wanted = new Set(outputs('tsconfig.json').map((file) => path.join(next, path.relative(dist, file))));
  if ([...wanted].some((file) => !existsSync(file))) {
    // The compiler remembers having written it, so somebody has deleted it since.
    rmSync(path.join(next, MEMORY), { recursive: true, force: true });
    run(dist, next);
  }
  const memory = path.join(next, MEMORY);
  for (const file of compiled.flatMap((part) => filesAt(path.join(next, part)))) {
    if (!wanted.has(file) && path.dirname(file) !== memory) rmSync(file);
  }
}

function run(dist, next) {
  // Older than any source: the compiler compares what it remembers with what files hold, not with when they were written.
  for (const file of filesAt(path.join(next, MEMORY))) utimesSync(file, 0, 0);
  const format = {
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getCanonicalFileName: String,
    getNewLine: () => '\n',
  };
  const report = (diagnostic) => process.stderr.write(ts.formatDiagnosticsWithColorAndContext([diagnostic], format));
  const host = ts.createSolutionBuilderHost(
    redirected(path.resolve(dist), path.resolve(next)),
    ts.createEmitAndSemanticDiagnosticsBuilderProgram,
    report,
    () => {},
  );
  if (ts.createSolutionBuilder(host, ['tsconfig.json'], {}).build() !== ts.ExitStatus.Success) {
    throw new Error('the compiler found mistakes');
  }
}

/** The file system as the compiler sees it. */
function redirected(from, to) {
  const names = ['fileExists', 'readFile', 'writeFile', 'deleteFile', 'getModifiedTime', 'setModifiedTime'];
  const folders = ['directoryExists', 'createDirectory', 'getDirectories', 'readDirectory', 'realpath'];
  const move = (file) => (file === from || file.startsWith(`${from}/`) ? to + file.slice(from.length) : file);
  return {
    ...ts.sys,
    ...Object.fromEntries(
      [...names, ...folders].map((name) => [name, (file, ...rest) => ts.sys[name](move(file), ...rest)]),
    ),
  };
}

/** All files that a project and those it refers to are compiled to. */
function outputs(config) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const project = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  const own = project.fileNames
    .filter((file) => !file.endsWith('.d.ts'))
    .flatMap((file) => ts.getOutputFileNames(project, file, !ts.sys.useCaseSensitiveFileNames));
  const referred = (project.projectReferences ?? []).flatMap((reference) =>
    outputs(ts.resolveProjectReferencePath(reference)),
  );
  return [...own, ...referred];
}
