import type { InvitationPurpose, Role } from '../contract/vocabulary.ts';

/** Somebody who may sign in to the dashboard. */
export interface Person {
  id: string;
  /** In lower case; no two people have the same. */
  email: string;
  name: string;
  role: Role;
  /** Ids of the websites a person may see; null is all of them. */
  websites: string[] | null;
  /** Salt and hash of the password as one string, see account/password.ts. */
  passwordHash: string;
  createdAt: number;
  lastSeenAt: number | null;
}

/** A link that makes a person, or lets one choose a new password, once. */
export interface Invitation {
  id: string;
  /** SHA-256 of the token; the token itself is never kept. */
  hash: string;
  purpose: InvitationPurpose;
  /** Null for the setup, whose owner says it. */
  email: string | null;
  role: Role;
  websites: string[] | null;
  /** Id of the person who made it, null for the machine's operator. It ends when that person may invite nobody any more. */
  inviter: string | null;
  createdAt: number;
  expiresAt: number;
}
