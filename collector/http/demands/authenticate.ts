import { hashSecret, keyStatus, parseBearer, sameHash } from '../../account/key.ts';
import { callerOf, linkIdOf, publicLink, publicWebsiteOf } from '../../account/share-link.ts';
import { Refusal } from '../../contract/problem.ts';
import type { KeyCaller, ShareCaller } from '../../model/caller.ts';
import type { Registry } from '../../store/registry/index.ts';
import { networkOf } from './client-address.ts';
import type { Limits } from './limits.ts';
import { rateLimited } from './rate-limit.ts';

/** The live key or share link of an `Authorization` header, else null: nobody learns why it is not good. */
export function findBearer(registry: Registry, header: string, now: number): KeyCaller | ShareCaller | null {
  return findKey(registry, header, now) ?? findShare(registry, header, now);
}

function findKey(registry: Registry, header: string, now: number): KeyCaller | null {
  const secret = parseBearer(header);
  if (secret === null) return null;
  const hash = hashSecret(secret);
  const key = registry.keyByHash(hash);
  if (key === null || !sameHash(key.hash, hash) || keyStatus(key, now) !== 'live') return null;
  registry.keyUsed(key.id, now);
  const { id, scopes, websites, test } = key;
  return { kind: 'key', id, scopes, websites, test, key };
}

function findShare(registry: Registry, header: string, now: number): ShareCaller | null {
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) return null;
  const websiteId = publicWebsiteOf(token);
  if (websiteId !== null) {
    const website = registry.website(websiteId);
    return website?.settings.public_dashboard === true ? callerOf(publicLink(website)) : null;
  }
  const id = linkIdOf(token, registry.secret());
  const link = id === null ? null : registry.shareLink(id);
  if (link === null || (link.expiresAt !== null && link.expiresAt <= now)) return null;
  return callerOf(link);
}

/** The one refusal of whoever is nobody we know: 401, or 429 when an address fails too often. */
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
