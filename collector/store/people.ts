import type { Invitation, Person } from '../model/person.ts';

/**
 * Who may sign in, who is signed in, and who is invited. Reads see every commit of every process; writes resolve once
 * they are synced. Tokens and cookies are known by their hashes alone.
 */
export interface People {
  /** Whether there is a person at all. */
  anybody(): boolean;
  /** In order of creation. */
  people(): Person[];
  personById(id: string): Person | null;
  personByEmail(email: string): Person | null;
  /**
   * A merge: absent keeps what is there by then. Open invitations of whoever does not own the account any more end.
   * Resolves with the person as changed.
   */
  changePerson(id: string, to: PersonMerge): Promise<Person | Exclude<PersonChange, 'done'>>;
  /** Ends the person's sign-ins and open invitations, those they have made too. Resolves as `changePerson`. */
  removePerson(id: string): Promise<PersonChange>;
  /** Ends every sign-in of the person but the one named, and every open reset. */
  changePassword(id: string, passwordHash: string, keptSignIn: string): Promise<void>;
  /** Remembers that a person was here; may be written later and lazily. */
  personSeen(id: string, at: number): void;

  /** Who is signed in by a cookie of this hash, and until when; null for one that is unknown or has expired. */
  signedIn(hash: string, now: number): SignedIn | null;
  createSignIn(signIn: SignIn): Promise<void>;
  renewSignIn(hash: string, expiresAt: number): Promise<void>;
  endSignIn(hash: string): Promise<void>;

  /** Those that can still be accepted, the setup apart. */
  invitations(now: number): Invitation[];
  /** The invitation of a token, null when it cannot be accepted: unknown, used, expired, or a setup though there is a person. */
  invitationByHash(hash: string, now: number): Invitation | null;
  /** Ends earlier ones of the same purpose and address. */
  createInvitation(invitation: Invitation): Promise<void>;
  /** Resolves false for an unknown id. */
  cancelInvitation(id: string): Promise<boolean>;
  /**
   * Makes the person of an invitation, or gives the person of a reset a new password and ends their sign-ins; the
   * invitation is gone then. Resolves `gone` when it cannot be accepted any more, `taken` when the address is in use.
   */
  acceptInvitation(hash: string, person: Person, now: number): Promise<Person | 'gone' | 'taken'>;

  /** Deletes sign-ins and invitations that have expired. */
  forgetExpired(now: number): Promise<void>;
}

/** What of a person shall be otherwise. */
export type PersonMerge = { [Field in 'name' | 'role' | 'websites']?: Person[Field] | undefined };

/** `last` when nobody would be left who owns the whole account, `unknown` for an unknown id. */
export type PersonChange = 'done' | 'last' | 'unknown';

export interface SignIn {
  hash: string;
  /** The person's id. */
  person: string;
  createdAt: number;
  expiresAt: number;
}

export interface SignedIn {
  person: Person;
  expiresAt: number;
}
