import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';

/**
 * Point reads of who is who. An identity is all visitors who are the same user, else one visitor; reports that count visitors
 * count identities.
 */
export interface Identities {
  /** The user a visitor is, else null. */
  userOf(site: number, visitor: string): string | null;
  /** The visitors that are a user, first identified first. */
  visitorsOf(site: number, user: string): string[];
  /** All visitors of this one's identity, itself included. */
  same(site: number, visitor: string): string[];
}

export function findIdentities(db: Connection): Identities {
  const user = db.prepare<unknown[], string>('select user_id from identities where site = ? and visitor = ?').pluck();
  const visitors = db
    .prepare<unknown[], string>(
      `select visitor from identities where site = ? and user_id = ? order by ${eventOrder()}, visitor`,
    )
    .pluck();
  const identities: Identities = {
    userOf: (site, visitor) => user.get(site, visitor) ?? null,
    visitorsOf: (site, name) => visitors.all(site, name),
    same: (site, visitor) => {
      const name = identities.userOf(site, visitor);
      return name === null ? [visitor] : identities.visitorsOf(site, name);
    },
  };
  return identities;
}
