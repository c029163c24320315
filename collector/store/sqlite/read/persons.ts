import type { Connection } from '../engine/connection.ts';

/*
 * A person is everybody who is the same user, else one visitor. Reports that count visitors count persons.
 */

/** Point reads of who is who. */
export interface Persons {
  /** Whether any visitor of a site is identified. */
  anybodyIdentified(site: number): boolean;
  /** The user a visitor is, else null. */
  userOf(site: number, visitor: string): string | null;
  /** The visitors that are a user, first identified first. */
  visitorsOf(site: number, user: string): string[];
  /** All visitors that are the same person as this one, itself included. */
  same(site: number, visitor: string): string[];
}

export function findPersons(db: Connection): Persons {
  const any = db.prepare<unknown[], number>('select 1 from identities where site = ? limit 1').pluck();
  const user = db.prepare<unknown[], string>('select user_id from identities where site = ? and visitor = ?').pluck();
  const visitors = db
    .prepare<unknown[], string>(
      'select visitor from identities where site = ? and user_id = ? order by time, event_id, visitor',
    )
    .pluck();
  const persons: Persons = {
    anybodyIdentified: (site) => any.get(site) !== undefined,
    userOf: (site, visitor) => user.get(site, visitor) ?? null,
    visitorsOf: (site, name) => visitors.all(site, name),
    same: (site, visitor) => {
      const name = persons.userOf(site, visitor);
      return name === null ? [visitor] : persons.visitorsOf(site, name);
    },
  };
  return persons;
}
