/**
 * What each feature of the snippet costs: the built file less the file built without that feature, in brotli. Costs do
 * not add up: what two features share, neither pays. Fails when a feature of the list can no longer be taken out.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rollup } from 'rollup';
import ts from 'typescript';
import { brotli, SNIPPET, script } from '../../rollup.config.mjs';

const LIST = path.resolve(process.argv[2] ?? fileURLToPath(new URL('snippet-features.mjs', import.meta.url)));
const { features } = await import(pathToFileURL(LIST));
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const ENTRY = 'snippet/index.ts';
const { compilerOptions } = ts.readConfigFile('snippet/tsconfig.json', ts.sys.readFile).config;
const withoutTypes = {
  name: 'without-types',
  transform: (code, fileName) => ({
    code: ts.transpileModule(code, { fileName, compilerOptions }).outputText,
    map: null,
  }),
};

/** Builds the snippet as it is published; `without` maps modules to the code that stands in for them, `cache` saves work. */
async function build(without = {}, cache = true) {
  const exported = {};
  const module = (id) => path.relative('', id).split(path.sep).join('/');
  const swap = {
    name: 'swap',
    load: (id) => without[module(id)],
    moduleParsed(info) {
      exported[module(info.id)] = info.exports.toSorted().join(', ');
    },
  };
  const { output: options, plugins, ...input } = script(ENTRY, SNIPPET);
  // In the place of the compiler, which would check types anew each time.
  const [, ...others] = plugins;
  const bundle = await rollup({ ...input, plugins: [swap, withoutTypes, ...others], cache });
  const { output } = await bundle.generate(options);
  return { code: output[0].code, exported, cache: bundle.cache };
}

/** The code of a feature's module without the feature. */
function take({ module, stub, replace = {} }) {
  if (stub !== undefined) return stub;
  let code = readFileSync(module, 'utf8');
  for (const [text, instead] of Object.entries(replace)) {
    const found = code.split(text).length - 1;
    if (found !== 1) throw new Error(`${module} has ${found} times, not once: ${text}`);
    code = code.replace(text, () => instead);
  }
  return code;
}

async function price(feature, full) {
  const { module } = feature;
  if (full.exported[module] === undefined) throw new Error(`${module} is no module of the snippet`);
  const { code, exported } = await build({ [module]: take(feature) }, full.cache);
  if (exported[module] !== full.exported[module]) {
    throw new Error(`${module} exports ${full.exported[module]}; what stands in for it, ${exported[module]}`);
  }
  if (code === full.code) throw new Error(`to replace ${module} changes nothing`);
  return brotli(full.code).length - brotli(code).length;
}

const full = await build();
const faults = full.code === readFileSync(`dist/snippet/${SNIPPET}`, 'utf8') ? [] : ['dist is stale: npm run build'];
const rows = [];
for (const [name, feature] of Object.entries(features)) {
  await price(feature, full).then(
    (bytes) => rows.push([name, bytes]),
    (error) => faults.push(`${name}: ${error.message}`),
  );
}

if (faults.length > 0) {
  console.error(`size by feature: ${faults.length} wrong\n\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}`);
  console.error(`\nThe list of features: ${path.relative('', LIST)}`);
  process.exit(1);
}
const width = Math.max(...rows.map(([name]) => name.length));
console.log(`${'feature'.padEnd(width)} | bytes (brotli) it costs`);
for (const [name, bytes] of rows.sort((a, b) => b[1] - a[1])) {
  console.log(`${name.padEnd(width)} | ${`${bytes}`.padStart(4)}`);
}
console.log(`${'all of the snippet'.padEnd(width)} | ${`${brotli(full.code).length}`.padStart(4)}`);
