import { foundation } from './migrations/0001-foundation.ts';
import type { Connection } from './open.ts';

/** Numbered history: a migration is never edited once released; a mistake is corrected by the next number. */
const MIGRATIONS: readonly string[] = [foundation];

/** Brings the schema up to date, each step in a transaction of its own. Refuses a store made by a newer version. */
export function migrate(db: Connection): void {
  const step = db.transaction((): boolean => {
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > MIGRATIONS.length) {
      throw new Error(`This store was made by a newer version (schema ${version}, known ${MIGRATIONS.length})`);
    }
    const next = MIGRATIONS[version];
    if (next === undefined) return false;
    db.exec(next);
    db.pragma(`user_version = ${version + 1}`);
    return true;
  });
  // Reading first keeps an up-to-date store from asking for the write lock.
  while ((db.pragma('user_version', { simple: true }) as number) !== MIGRATIONS.length) step.immediate();
}
