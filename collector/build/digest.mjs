import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** One word for the names and the content of files and folders below a folder. */
export function digest(folder, names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesAt(path.join(folder, name)))) {
    const content = readFileSync(file);
    hash.update(`${path.relative(folder, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** A file itself, or the files below a folder, in the order of their names; nothing where there is nothing. */
export function filesAt(name) {
  if (!existsSync(name)) return [];
  if (statSync(name).isFile()) return [name];
  return readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
