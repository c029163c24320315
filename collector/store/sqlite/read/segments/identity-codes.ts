import type { Connection } from '../../engine/connection.ts';
import type { SiteColumns } from './segment.ts';

/** For each visitor's number that of the person behind it: one of the visitors that are the same user. */
export type FindPersonCodes = (site: SiteColumns) => Int32Array;

/** Remembers who is who of a site until somebody is identified anew, or new visitors turn up. */
export function findPersonCodes(db: Connection): FindPersonCodes {
  const versionOf = db.prepare<[number], number>('select version from identity_versions where site = ?').pluck();
  const identities = db
    .prepare<[number], [string, string]>('select visitor, user_id from identities where site = ?')
    .raw();
  const known = new WeakMap<SiteColumns, { version: number; persons: Int32Array }>();
  return (site) => {
    const { visitors } = site;
    const version = versionOf.get(site.site) ?? 0;
    const kept = known.get(site);
    if (kept !== undefined && kept.version === version && kept.persons.length === visitors.labels.length) {
      return kept.persons;
    }
    const persons = Int32Array.from(visitors.labels, (_, code) => code);
    const users = new Map<string, number>();
    for (const [visitor, user] of version === 0 ? [] : identities.iterate(site.site)) {
      const code = visitors.find(visitor);
      if (code === undefined) continue;
      const person = users.get(user) ?? code;
      users.set(user, person);
      persons[code] = person;
    }
    known.set(site, { version, persons });
    return persons;
  };
}
