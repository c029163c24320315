import type { Write } from '../write/commands/index.ts';

/** How long (ms) a look at a row is good for. Another process that changes one takes longer than that to say it is done. */
const GLANCE_MS = 25;
const GLANCE_ROWS = 1000;

/** Look-ups that are good for a moment: under load, each row is read forty times a second, not thousands. */
export interface Glances {
  /** The same look-up, remembering what it found until the moment is over or something is changed here. */
  of<T>(look: (key: string) => T): (key: string) => T;
  /** The same write, after which everything is looked at afresh. */
  endedBy(write: Write): Write;
}

export function createGlances(): Glances {
  const all: Map<string, unknown>[] = [];
  return {
    of: <T>(look: (key: string) => T) => {
      const seen = new Map<string, T>();
      all.push(seen);
      let since = 0;
      return (key) => {
        const time = performance.now();
        if (time - since > GLANCE_MS || seen.size >= GLANCE_ROWS) {
          seen.clear();
          since = time;
        }
        const known = seen.get(key);
        if (known !== undefined) return known;
        const found = look(key);
        seen.set(key, found);
        return found;
      };
    },
    endedBy: (write) => async (command, payload) => {
      const result = await write(command, payload);
      for (const seen of all) seen.clear();
      return result;
    },
  };
}
