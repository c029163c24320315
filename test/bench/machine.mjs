import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

/** The line of a report that says what it was measured on. */
export const machine = () =>
  `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Linux ${release()}`;

/** The version of an installed package. */
export const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
