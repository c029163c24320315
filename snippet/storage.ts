import { listen } from './browser/listen.ts';
import { option } from './options.ts';

/*
 * Strings of this website, in localStorage under `bizness:<website id>:<name>`. What that denies or is too full for
 * lives in memory as long as the page, and so does a copy of what the page must not lose when its own scripts clear it.
 */

/** There at all, the visitor has opted out. */
export const OUT = 'out';

const memory: Record<string, string> = {};

export const path = (name: string) => `bizness:${option('website-id')}:${name}`;

/** localStorage, undefined where the browser denies it. */
function disk(): Storage | undefined {
  try {
    return localStorage;
  } catch {}
}

export const read = (name: string): string | undefined => memory[name] ?? disk()?.[path(name)];

/** A list of numbers, 0 where there is none. */
export const readNumbers = (name: string): number[] => `${read(name)}`.split(',').map((text) => +text || 0);

/**
 * Keeps a string, with `copy` in memory, too. Nothing once the visitor has opted out. Never throws. True where it will outlive
 * the page.
 */
export function write(name: string, value: string, copy?: boolean): boolean | undefined {
  if (read(OUT)) return;
  memory[name] = value;
  try {
    disk()![path(name)] = value;
    return copy || delete memory[name];
  } catch {}
}

export function remove(name: string): void {
  delete memory[name];
  delete disk()?.[path(name)];
}

/** Forgets copies of what another tab has removed. */
export const followTabs = (): void =>
  listen('storage', ({ key }: StorageEvent) => delete memory[`${key}`.split(path(''))[1]!]);

/** All names that start so, sorted. */
export function names(start: string): string[] {
  const all: Record<string, unknown> = { ...memory };
  for (const key of Object.keys(disk() ?? {})) all[key.split(path(''))[1] ?? ''] = 1;
  return Object.keys(all)
    .filter((name) => name.startsWith(start))
    .sort();
}
