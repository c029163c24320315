import type { PersonAnswer, SelfAnswer } from '../contract/account/people.ts';
import { formatTimestamp } from '../contract/timestamp.ts';
import { type Role, SCOPES, type Scope } from '../contract/vocabulary.ts';
import type { PersonCaller } from '../model/caller.ts';
import type { Person } from '../model/person.ts';

const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  owner: SCOPES,
  viewer: ['analytics:read', 'websites:read', 'conversions:read'],
};

/** A person as a caller. `signIn` is the hash of the cookie. */
export function callerOf(person: Person, signIn: string): PersonCaller {
  const { id, role, websites } = person;
  return { kind: 'person', id, scopes: ROLE_SCOPES[role], websites, test: false, person, signIn };
}

/** Whether a person may manage the account. An owner of some websites may not: further people would reach beyond them. */
export const ownsAccount = ({ role, websites }: Pick<Person, 'role' | 'websites'>): boolean =>
  role === 'owner' && websites === null;

export function presentSelf({ id, email, name, role, websites }: Person): SelfAnswer {
  return { id, email, name, role, websites };
}

export function presentPerson(person: Person): PersonAnswer {
  return {
    ...presentSelf(person),
    created_at: formatTimestamp(person.createdAt),
    last_seen_at: person.lastSeenAt === null ? null : formatTimestamp(person.lastSeenAt),
  };
}
