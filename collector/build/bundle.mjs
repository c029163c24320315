import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rollup } from 'rollup';

/** Makes the bundles of `rollup.config.mjs`. What it wants to write below `dist` is written below `next`. */
export async function bundle(dist, next) {
  const { default: configs } = await import(pathToFileURL('rollup.config.mjs').href);
  for (const config of configs) {
    const made = await rollup(config);
    const { output } = await made.generate(config.output);
    await made.close();
    const folder = path.join(next, path.relative(dist, config.output.dir ?? path.dirname(config.output.file)));
    for (const file of output) {
      const target = path.join(folder, file.fileName);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.type === 'chunk' ? file.code : file.source);
    }
  }
}
