import type { StoredEvent } from '../../collector/model/event.ts';

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
  const inOrder = events
    .filter((event) => event.name === 'identify' && event.visitor !== null && namedUser(event) !== null)
    .toSorted((a, b) => a.time - b.time || (a.event_id < b.event_id ? -1 : 1));
  const userOf = (visitor: string) => {
    const first = inOrder.find((event) => event.visitor === visitor);
    return first === undefined ? null : namedUser(first);
  };
  return {
    userOf,
    personOf: (visitor) => JSON.stringify(userOf(visitor) === null ? { visitor } : { user: userOf(visitor) }),
    visitorsOf: (user) =>
      [...new Set(inOrder.map((event) => event.visitor as string))].filter((visitor) => userOf(visitor) === user),
  };
}

/** What a program says that has no user at hand. */
const NOBODY = /^(undefined|null|nil|none|nan|0|true|false|\[object object\]|anonymous|guest|unknown|user_id|\s*)$/i;

function namedUser(event: StoredEvent): string | null {
  const { user_id } = JSON.parse(event.properties);
  const user = Number.isSafeInteger(user_id) ? `${user_id}` : user_id;
  return typeof user === 'string' && !NOBODY.test(user) && Buffer.byteLength(user) <= 128 ? user : null;
}
