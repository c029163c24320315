import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Path of the first installed program of these names or places; `chosen`, where somebody did choose, or nothing. */
export function findExecutable(names, { chosen, otherPlaces = [], environment }) {
  if (chosen !== undefined && chosen !== '') return runnable(chosen) ? chosen : null;
  const folders = (environment.PATH ?? '').split(path.delimiter).concat('/usr/bin', '/usr/local/bin');
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...otherPlaces];
  return candidates.find(runnable) ?? null;
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
