import type { Scope } from '../contract/vocabulary.ts';
import type { ApiKey } from './key.ts';
import type { Person } from './person.ts';
import type { ShareLink } from './share-link.ts';

/** What every caller has, whoever it is: all that most handlers need to know. */
interface Reach {
  /** Of the key, the person or the share link. */
  id: string;
  scopes: readonly Scope[];
  /** Ids of the websites within reach; null is the whole account. */
  websites: readonly string[] | null;
  /** Whether what it writes is test data. */
  test: boolean;
}

/** A server with an API key. */
export interface KeyCaller extends Reach {
  kind: 'key';
  key: ApiKey;
}

/** A person who is signed in to the dashboard. */
export interface PersonCaller extends Reach {
  kind: 'person';
  person: Person;
  /** Hash of the cookie this request came with. */
  signIn: string;
}

/** Somebody with a share link, or at a public dashboard. */
export interface ShareCaller extends Reach {
  kind: 'share';
  link: ShareLink;
}

export type Caller = KeyCaller | PersonCaller | ShareCaller;
