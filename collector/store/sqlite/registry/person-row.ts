import type { Invitation, Person } from '../../../model/person.ts';

/** Whether a row of `people` owns the whole account, as `ownsAccount` says of a person. */
export const IS_OWNER = `(role = 'owner' and websites is null)`;

export interface PersonRow {
  id: string;
  email: string;
  name: string;
  role: Person['role'];
  websites: string | null;
  password_hash: string;
  created_at: number;
  last_seen_at: number | null;
}

export interface InvitationRow {
  id: string;
  hash: string;
  purpose: Invitation['purpose'];
  email: string | null;
  role: Person['role'];
  websites: string | null;
  inviter: string | null;
  created_at: number;
  expires_at: number;
}

export const writeList = (ids: string[] | null): string | null => (ids === null ? null : JSON.stringify(ids));
const readList = (text: string | null): string[] | null => (text === null ? null : JSON.parse(text));

export function writePerson(person: Person): PersonRow {
  const { id, email, name, role, websites, passwordHash, createdAt, lastSeenAt } = person;
  return {
    id,
    email,
    name,
    role,
    websites: writeList(websites),
    password_hash: passwordHash,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
  };
}

export function readPerson(row: PersonRow): Person {
  const { id, email, name, role } = row;
  return {
    id,
    email,
    name,
    role,
    websites: readList(row.websites),
    passwordHash: row.password_hash,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}

export function writeInvitation(invitation: Invitation): InvitationRow {
  const { id, hash, purpose, email, role, websites, inviter, createdAt, expiresAt } = invitation;
  return {
    id,
    hash,
    purpose,
    email,
    role,
    websites: writeList(websites),
    inviter,
    created_at: createdAt,
    expires_at: expiresAt,
  };
}

export function readInvitation(row: InvitationRow): Invitation {
  const { id, hash, purpose, email, role, inviter } = row;
  return {
    id,
    hash,
    purpose,
    email,
    role,
    websites: readList(row.websites),
    inviter,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
