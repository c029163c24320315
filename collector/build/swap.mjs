import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';

/**
 * Puts a finished folder in the place of another. Two renames: a reader between them finds no folder, never half of one.
 * Where two builds end at once, the later one stays.
 */
export function swapIn(next, place) {
  const old = `${place}.old-${process.pid}`;
  for (;;) {
    if (existsSync(place)) moveAway(place, old);
    try {
      renameSync(next, place);
      return rmSync(old, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
  }
}

function moveAway(place, old) {
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(place, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Removes what builds that were killed have left beside `place`; what a living build is at work on stays. */
export function removeLeftovers(place) {
  for (const name of readdirSync('.')) {
    const [, kind, pid] = /^(.+)[.](?:next|old)-(\d+)$/.exec(name) ?? [];
    if (kind === place && !isAlive(Number(pid))) rmSync(name, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
