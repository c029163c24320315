import { option } from './options.ts';

/*
 * Strings of this website, in localStorage under `bizness:<website id>:<name>`. What that denies or is too full for
 * lives in memory as long as the page.
 */
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

/** Keeps a string. Never throws. True where it will outlive the page. */
export function write(name: string, value: string): boolean | undefined {
  memory[name] = value;
  try {
    disk()![path(name)] = value;
    return delete memory[name];
  } catch {}
}

export function remove(name: string): void {
  delete memory[name];
  delete disk()?.[path(name)];
}

/** All names that start so, sorted. */
export const names = (start: string): string[] =>
  Object.keys(disk() ?? {})
    .map((key) => key.split(path(''))[1] ?? '')
    .concat(Object.keys(memory))
    .filter((name) => name.startsWith(start))
    .sort();
