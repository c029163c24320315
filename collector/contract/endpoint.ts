import type { z } from 'zod';
import type { Scope } from './vocabulary.ts';

/**
 * One operation of the API: a row of `endpoints`, under its name. The router, validation, the OpenAPI document and the
 * client all read it from there.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for what varies. */
  path: string;
  summary: string;
  description?: string;
  /** What the caller must be allowed to do. Null needs no caller at all, unless one of the next three is set. */
  scope: Scope | null;
  /** Only a person who is signed in may call it. */
  person?: boolean;
  /** Only a person who owns the whole account may call it. */
  owner?: boolean;
  /** A share link may call it too; where `scope` is null, nobody else. */
  shared?: boolean;
  /** It signs in or out: only pages of the collector itself may call it. */
  sameOrigin?: boolean;
  /** Request or answer holds a secret: the answer is not remembered for an `Idempotency-Key`. */
  secret?: boolean;
  /** Browsers on the website's allowed domains may call it without a key. */
  browsers?: boolean;
  /** Whether the caller must be of the whole account. */
  accountWide?: boolean;
  /** Honours `If-Match` with the `ETag` of what is changed. */
  ifMatch?: boolean;
  /** Answers with an `ETag` of its own, and `If-None-Match` of it with 304. */
  ifNoneMatch?: boolean;
  /** Which hourly allowance of a key a call is taken from; null for calls without a key. */
  rateBucket: 'ordinary' | 'batch' | null;
  query?: z.ZodObject;
  /** How the query is documented, where another room judges it. */
  queryDocument?: z.ZodObject;
  body?: z.ZodObject;
  /** The body may be absent, as one without fields. */
  bodyOptional?: boolean;
  /** The name under which the answer tells what the body changes: a body may be the whole answer, sent back. */
  answeredAs?: string;
  /** How the body is documented, where validation is finer than one schema can say. */
  bodyDocument?: z.ZodObject;
  answer: z.ZodObject;
  /** Media types of the answer where it is a file, no JSON. */
  files?: readonly string[];
  /** Every status it may answer beside 500 and, with a key, 401, 403 and 429. */
  statuses: readonly number[];
}

/** Whether a call needs a key, a signed-in person or a share link. */
export const needsCaller = ({ scope, person, owner, shared }: Endpoint): boolean =>
  scope !== null || person === true || owner === true || shared === true;

/** Beneath it lies all that belongs to one website. */
export const WEBSITE = '/api/websites/{website_id}';

/** What asking for one thing may answer, and what changing one may. */
export const READ = [200, 400, 404] as const;
export const WRITE = [200, 400, 404, 409, 413, 415, 503] as const;
