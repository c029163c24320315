import { hashSecret, keyStatus, parseBearer, sameHash } from '../../account/key.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Scope } from '../../contract/vocabulary.ts';
import type { ApiKey } from '../../model/website.ts';
import type { Registry } from '../../store/registry.ts';
import type { Limits } from '../limits.ts';
import { networkOf } from './client-address.ts';
import { rateLimited } from './rate-limit.ts';

/** The live key of an `Authorization` header, else null: nobody learns why a key is not good. */
export function findKey(registry: Registry, header: string, now: number): ApiKey | null {
  const secret = parseBearer(header);
  if (secret === null) return null;
  const hash = hashSecret(secret);
  const key = registry.keyByHash(hash);
  if (key === null || !sameHash(key.hash, hash) || keyStatus(key, now) !== 'live') return null;
  registry.keyUsed(key.id, now);
  return key;
}

/** The one refusal of whoever brings no good key: 401, or 429 when an address fails too often. */
export async function unauthorized(limits: Limits, address: string): Promise<Refusal> {
  const allowance = await limits.failure(networkOf(address));
  if (allowance.exceeded) return rateLimited(allowance);
  return new Refusal(
    {
      code: 'UNAUTHORIZED',
      message: 'Missing or invalid API key',
      details: { field: 'Authorization', expected: 'Bearer <API key>' },
    },
    { 'WWW-Authenticate': 'Bearer' },
  );
}

export function requireScope(key: ApiKey, scope: Scope): void {
  if (key.scopes.includes(scope)) return;
  throw new Refusal({
    code: 'FORBIDDEN',
    message: `The API key lacks the scope ${scope}`,
    details: { expected: scope },
  });
}

export function requireAccountWide(key: ApiKey): void {
  if (key.websites === null) return;
  throw new Refusal({
    code: 'FORBIDDEN',
    message: 'The API key is bound to websites; this needs a key of the whole account',
    details: { expected: 'account-wide key' },
  });
}
