import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { minify } from 'terser';
import { drawWorld } from './world.mjs';

const HERE = new URL('../', import.meta.url);
const STYLES = ['tokens', 'base', 'shell', 'parts', 'chart', 'overview', 'money', 'reports', 'settings', 'entrance'];

const read = (name) => readFileSync(new URL(name, HERE), 'utf8');
const hashed = (name, ending, content) =>
  `assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}.${ending}`;

/** Style sheets in the order of the list, uPlot's first, without their comments. */
function styleSheet() {
  const uplot = readFileSync(new URL('../../../node_modules/uplot/dist/uPlot.min.css', import.meta.url), 'utf8');
  const sheets = [uplot, ...STYLES.map((name) => read(`style/${name}.css`))];
  return sheets
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\n\s+/g, '\n');
}

const minified = {
  name: 'minified',
  renderChunk: (code) =>
    minify(code, { ecma: 2022, module: true, compress: { passes: 2 }, format: { comments: false } }),
};

/** The page itself, its style sheet, the map, and a compressed twin of each file. Tells the bytes of a first load. */
function page(tellFirstLoad) {
  return {
    name: 'page',
    generateBundle(_options, bundle) {
      const style = styleSheet();
      const styleName = hashed('style', 'css', style);
      const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      const html = read('index.html').replace('%style%', `/${styleName}`).replace('%script%', `/${entry.fileName}`);
      const files = { 'index.html': html, [styleName]: style };
      for (const chunk of Object.values(bundle))
        files[chunk.fileName] = chunk.type === 'chunk' ? chunk.code : chunk.source;
      const first = ['index.html', styleName, entry.fileName, ...entry.imports];
      let firstLoad = 0;
      for (const [fileName, source] of Object.entries(files)) {
        if (bundle[fileName] === undefined) this.emitFile({ type: 'asset', fileName, source });
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        const compressed = brotliCompressSync(source, { params });
        if (first.includes(fileName)) firstLoad += compressed.length;
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: compressed });
      }
      tellFirstLoad(firstLoad);
    },
  };
}

/** `virtual:world-url` is where the map's paths are fetched from, when a map is looked at. */
function world() {
  const text = JSON.stringify(drawWorld());
  const name = hashed('world', 'json', text);
  return {
    name: 'world',
    resolveId: (id) => (id === 'virtual:world-url' ? id : null),
    load: (id) => (id === 'virtual:world-url' ? `export default "/${name}";` : null),
    buildStart() {
      this.emitFile({ type: 'asset', fileName: name, source: text });
    },
  };
}

/** The dashboard: one page, a script that loads views as they are opened, one style sheet. */
export const dashboard = (tellFirstLoad) => ({
  input: 'collector/dashboard/main.tsx',
  onwarn(warning) {
    throw new Error(warning.message);
  },
  plugins: [
    world(),
    resolve({ browser: true }),
    typescript({ tsconfig: 'collector/dashboard/tsconfig.bundle.json' }),
    minified,
    page(tellFirstLoad),
  ],
  output: {
    dir: 'dist/dashboard',
    format: 'es',
    entryFileNames: 'assets/dashboard-[hash].js',
    chunkFileNames: 'assets/[name]-[hash].js',
    generatedCode: 'es2015',
  },
});
