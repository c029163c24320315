import type { StoredEvent } from '../../collector/model/event.ts';
import { inOrder } from './order.ts';

/** Who is who, as the contract defines it. */
export interface Persons {
  /** The user a visitor is; null when nobody has said. */
  userOf(visitor: string): string | null;
  /** Equal for visitors that are one person. */
  personOf(visitor: string): string;
  /** The visitors that are a user, first identified first. */
  visitorsOf(user: string): string[];
}

/** A visitor is the user that its first `identify` names. */
export function findPersons(events: StoredEvent[]): Persons {
  const identifies = events
    .filter((event) => event.name === 'identify' && event.visitor !== null && namedUser(event) !== null)
    .toSorted(inOrder);
  const userOf = (visitor: string) => {
    const first = identifies.find((event) => event.visitor === visitor);
    return first === undefined ? null : namedUser(first);
  };
  return {
    userOf,
    personOf: (visitor) => JSON.stringify(userOf(visitor) === null ? { visitor } : { user: userOf(visitor) }),
    visitorsOf: (user) =>
      [...new Set(identifies.map((event) => event.visitor as string))].filter((visitor) => userOf(visitor) === user),
  };
}

/** What a program says that has no user at hand. */
const NOBODY = /^(undefined|null|nil|none|nan|0|true|false|\[object object\]|anonymous|guest|unknown|user_id|\s*)$/i;

function namedUser(event: StoredEvent): string | null {
  const { user_id } = JSON.parse(event.properties);
  const user = Number.isSafeInteger(user_id) ? `${user_id}` : user_id;
  return typeof user === 'string' && !NOBODY.test(user) && Buffer.byteLength(user) <= 128 ? user : null;
}
