import { cleanHost } from '../../../model/match/host-name.ts';
import { normalPath } from '../../../model/match/path.ts';
import { foundation } from '../migrations/0001-foundation.ts';
import { screenAndExcludedEvents } from '../migrations/0002-screen-and-excluded-events.ts';
import { identities } from '../migrations/0003-identities.ts';
import { currencyRates } from '../migrations/0004-currency-rates.ts';
import { people } from '../migrations/0005-people.ts';
import { hostnames } from '../migrations/0006-hostnames.ts';
import { annotationsAndErasure } from '../migrations/0007-annotations-and-erasure.ts';
import { versionsAndTaggedIndex } from '../migrations/0008-versions-and-tagged-index.ts';
import { toldLosses } from '../migrations/0009-told-losses.ts';
import { inviter } from '../migrations/0010-inviter.ts';
import { timezone } from '../migrations/0011-timezone.ts';
import { order } from '../migrations/0012-order.ts';
import { normalPaths } from '../migrations/0013-normal-paths.ts';
import { hosts } from '../migrations/0014-hosts.ts';
import { linkFlaws } from '../migrations/0015-link-flaws.ts';
import { sourceSpellings } from '../migrations/0016-source-spellings.ts';
import type { Connection } from './connection.ts';

/** Numbered history: a migration is never edited once released; a mistake is corrected by the next number. */
const MIGRATIONS: readonly string[] = [
  foundation,
  screenAndExcludedEvents,
  identities,
  currencyRates,
  people,
  hostnames,
  annotationsAndErasure,
  versionsAndTaggedIndex,
  toldLosses,
  inviter,
  timezone,
  order,
  normalPaths,
  hosts,
  linkFlaws,
  sourceSpellings,
];

/** Brings the schema up to date, each step in a transaction of its own. Refuses a store made by a newer version. */
export function migrate(db: Connection): void {
  db.function('normal_path', { deterministic: true }, (path) => normalPath(path as string));
  db.function('clean_host', { deterministic: true }, (host) =>
    typeof host === 'string' ? (cleanHost(host) ?? host) : null,
  );
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
