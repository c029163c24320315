/** What a denied or full localStorage refuses, kept as long as the page lives. */
const memory: Record<string, string> = {};

/** localStorage, undefined where the browser denies it: for what is worth keeping only if it lasts. */
export function disk(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The string under a key, from memory or localStorage. */
export const read = (key: string): string | undefined => memory[key] ?? disk()?.[key];

/** Keeps a string in localStorage, else in memory. Never throws. */
export function write(key: string, value: string): void {
  remove(key);
  try {
    disk()![key] = value;
  } catch {
    memory[key] = value;
  }
}

export function remove(key: string): void {
  delete memory[key];
  disk()?.removeItem(key);
}

/** All keys that start so, sorted. */
export const keys = (prefix: string): string[] =>
  Object.keys(memory)
    .concat(Object.keys(disk() ?? {}))
    .filter((key) => key.startsWith(prefix))
    .sort();
