import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import typescript from '@rollup/plugin-typescript';
import { minify } from 'terser';
import { dashboard } from './collector/dashboard/build/rollup.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
export const SNIPPET = 'bizness.js';

/** Fails the build when anything but the snippet's own files, the limits and the secrets has got into a bundle. */
function onlyOwnModules() {
  return {
    name: 'only-own-modules',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        const foreign = [...Object.keys(chunk.modules ?? {}), ...(chunk.imports ?? [])]
          .map((id) =>
            relative(import.meta.dirname, id)
              .split(sep)
              .join('/'),
          )
          .filter((path) => !/^snippet\/|^collector\/contract\/(?:limits|secrets)[.]ts$/.test(path));
        if (foreign.length > 0) this.error(`${chunk.fileName} must not contain ${foreign.join(', ')}`);
      }
    },
  };
}

/** Minifies. `unsafe` buys "a" + b for `a${b}`, and the arrows need no `this`: both hold for all that is written here. */
function minified() {
  const compress = { passes: 4, unsafe: true, unsafe_arrows: true, hoist_funs: true, unsafe_methods: true };
  const options = { ecma: 2020, toplevel: true, compress, format: { comments: false } };
  return {
    name: 'minified',
    renderChunk: (code) => minify(code, options),
    // A line break at the end costs ten bytes of brotli.
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = chunk.code.trimEnd();
    },
  };
}

/** A file as browsers download it. */
export function brotli(text) {
  const code = Buffer.from(text);
  return brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
  });
}

/**
 * Keeps two statements true: the row of this version in docs/snippet-releases.md, and the size in README.md. A row that
 * names these very bytes stays as it is: another Node compresses them to a few bytes more or less.
 */
function stateSize({ bytes, gzip, brotli, integrity }) {
  let row = `| ${version} | ${bytes} | ${gzip} | ${brotli} | \`${integrity}\` |`;
  rewrite('docs/snippet-releases.md', (page) => {
    const [rule] = page.match(/^\|-.*\n/m);
    const own = page.split('\n').find((line) => line.startsWith(`| ${version} |`));
    if (own?.includes(integrity)) row = own;
    return own ? page.replace(own, () => row) : page.replace(rule, () => `${rule}${row}\n`);
  });
  const kilobytes = (Number(row.split('|')[4]) / 1000).toFixed(1);
  rewrite('README.md', (page) => page.replace(/(?<=<!-- size -->).*(?=<!-- \/size -->)/, `${kilobytes} kB`));
}

/** Keeps true what README.md says of the dashboard's weight. */
function stateDashboard(bytes) {
  const size = `${Math.round(bytes / 1000)} kB`;
  rewrite('README.md', (page) => page.replace(/(?<=<!-- dashboard -->).*(?=<!-- \/dashboard -->)/, size));
}

function rewrite(name, change) {
  const file = new URL(name, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  if (changed !== text) writeFileSync(file, changed);
}

/** Writes the compressed twin and the manifest from which the collector serves the snippet. */
function published() {
  return {
    name: 'published',
    generateBundle(_options, bundle) {
      const code = Buffer.from(bundle[SNIPPET].code);
      const compressed = brotli(code);
      const file = {
        bytes: code.length,
        brotli: compressed.length,
        gzip: gzipSync(code, { level: 9 }).length,
        integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
      };
      stateSize(file);
      const manifest = JSON.stringify({ version, files: { [SNIPPET]: file } }, null, 2);
      this.emitFile({ type: 'asset', fileName: `${SNIPPET}.br`, source: compressed });
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${manifest}\n` });
    },
  };
}

/** One script from one entry: no import, no export, nothing global but what it puts there itself. */
export function script(input, fileName, ...plugins) {
  return {
    input,
    // Whatever is not ours is an error, found here rather than in a page.
    onwarn(warning) {
      throw new Error(warning.message);
    },
    plugins: [typescript({ tsconfig: 'snippet/tsconfig.bundle.json' }), minified(), onlyOwnModules(), ...plugins],
    output: { file: `dist/snippet/${fileName}`, format: 'iife', generatedCode: 'es2015', strict: false },
  };
}

/** The package's own entry for bundlers, which minify it with the rest. */
const bundlerEntry = {
  ...script('snippet/module.ts', 'module.js'),
  plugins: [typescript({ tsconfig: 'snippet/tsconfig.bundle.json' }), onlyOwnModules()],
  output: { file: 'dist/snippet/module.js', format: 'es' },
};

export default [
  script('snippet/index.ts', SNIPPET, published()),
  script('snippet/stub.ts', 'stub.js'),
  bundlerEntry,
  dashboard(stateDashboard),
];
