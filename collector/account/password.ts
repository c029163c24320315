import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../contract/problem.ts';
import { createTurns } from '../model/waiting/turns.ts';

export interface Cost {
  N: number;
  r: number;
  p: number;
}

/** Slow on purpose: 128 MB and half a second each. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const OWASP_COST: Cost = { N: 2 ** 17, r: 8, p: 1 };
const HASH_BYTES = 32;
/** More than these in the queue are refused: they would time out there. */
const MAX_WAITING = 16;
const RETRY_AFTER_SECONDS = 5;

type Derive = (password: string, salt: Buffer, cost: Cost) => Promise<Buffer>;

export interface Passwords {
  /** Salt and hash as one string, for storing. */
  hash(password: string): Promise<string>;
  /** Whether it is the password. Without one to compare with, false after the same work: nobody learns who has an account. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

/** Hashes passwords, one after the other, because each takes 128 MB. Throws a refusal (429) when too many wait. */
export function createPasswords({
  cost = OWASP_COST,
  derive = deriveKey,
}: {
  cost?: Cost;
  derive?: Derive;
} = {}): Passwords {
  const takeTurn = createTurns(MAX_WAITING, tooMany);
  const inTurn: Derive = (...asked) => takeTurn(() => derive(...asked));
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format({ cost, salt, hash: await inTurn(password, salt, cost) });
    },
    async verify(password, stored) {
      const known = stored === null ? null : parse(stored);
      const hash = await inTurn(password, known?.salt ?? randomBytes(16), known?.cost ?? cost);
      return known !== null && known.hash.length === hash.length && timingSafeEqual(known.hash, hash);
    },
  };
}

/** The same text counts as the same password, however a keyboard composes its letters. */
function deriveKey(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

interface Stored {
  cost: Cost;
  salt: Buffer;
  hash: Buffer;
}

/** `scrypt$131072$8$1$<salt>$<hash>`: what is stored says how it was made, so that the cost may rise later. */
const format = ({ cost: { N, r, p }, salt, hash }: Stored): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');

function parse(stored: string): Stored | null {
  const [kind, N, r, p, salt = '', hash = ''] = stored.split('$');
  if (kind !== 'scrypt') return null;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

function tooMany(): Refusal {
  return new Refusal(
    {
      code: 'RATE_LIMITED',
      message: `Too many sign in at once. Try again in ${RETRY_AFTER_SECONDS} seconds`,
      details: { limit: MAX_WAITING, window_seconds: RETRY_AFTER_SECONDS, retry_after: RETRY_AFTER_SECONDS },
    },
    { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  );
}
