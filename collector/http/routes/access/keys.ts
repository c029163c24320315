import {
  DEFAULT_SCOPES,
  keyStatus,
  type MintedKey,
  mintKey,
  presentKey,
  rotateKey as succeed,
} from '../../../account/key.ts';
import type { KeyCreateBody } from '../../../contract/account/key.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { invalid, Refusal } from '../../../contract/problem.ts';
import { parseTimestamp } from '../../../contract/timestamp.ts';
import type { Caller } from '../../../model/caller.ts';
import type { ApiKey } from '../../../model/key.ts';
import { HOUR_MS } from '../../../model/time.ts';
import type { Registry } from '../../../store/registry/index.ts';
import { requireAccountWide, requireScope } from '../../demands/permit.ts';
import { requireWebsites } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';

/* A key of a key, or of a person, never reaches further than its maker. */

/** `GET /api/keys` */
export function listKeys({ registry }: Dependencies): Handler<typeof endpoints.listKeys> {
  return ({ caller, received }) => {
    const keys = registry.keys().filter((key) => isWithin(caller, key));
    return { success: true, keys: keys.map((key) => presentKey(key, received)) };
  };
}

/** `POST /api/keys` */
export function createKey({ registry }: Dependencies): Handler<typeof endpoints.createKey> {
  return async ({ caller, body, received }) => {
    const minted = mintKey(
      {
        name: body.name ?? null,
        test: testOf(caller, body),
        scopes: scopesOf(caller, body),
        websites: websitesOf(registry, caller, body),
        rateLimit: body.rate_limit ?? null,
        batchRateLimit: body.batch_rate_limit ?? null,
        expiresAt: expiryOf(body, received),
      },
      received,
    );
    await registry.createKey(minted.key);
    return presentNew(minted, received);
  };
}

/** `DELETE /api/keys/{key_id}` */
export function revokeKey({ registry }: Dependencies): Handler<typeof endpoints.revokeKey> {
  return async ({ ctx, caller, received }) => {
    const { id } = existing(registry, caller, ctx.params.key_id);
    await registry.endKey(id, { revokedAt: received });
    return { success: true, api_key: presentKey(existing(registry, caller, id), received) };
  };
}

/** `POST /api/keys/{key_id}/rotate` */
export function rotateKey({ registry }: Dependencies): Handler<typeof endpoints.rotateKey> {
  return async ({ ctx, caller, body, received }) => {
    const old = existing(registry, caller, ctx.params.key_id);
    // Whoever rotates a key gets to know its successor.
    for (const scope of old.scopes) requireScope(caller, scope);
    if (keyStatus(old, received) !== 'live') throw notLive();
    const overlap = body.overlap_hours;
    const successor = succeed(old, received, overlap === undefined ? undefined : overlap * HOUR_MS);
    await registry.createKey(successor.key);
    await registry.endKey(old.id, { expiresAt: successor.oldExpiresAt });
    const ended = presentKey(existing(registry, caller, old.id), received);
    return { ...presentNew(successor, received), old_api_key: ended };
  };
}

function presentNew({ key, secret }: MintedKey, now: number) {
  return { success: true, key_id: key.id, key: secret, api_key: presentKey(key, now) };
}

/** Whether all that a key reaches is within the caller's reach. A test key sees test keys alone. */
function isWithin({ websites, test }: Caller, key: ApiKey): boolean {
  if (test && !key.test) return false;
  return websites === null || (key.websites?.every((id) => websites.includes(id)) ?? false);
}

function existing(registry: Registry, caller: Caller, id: string): ApiKey {
  const key = registry.keyById(id);
  if (key !== null && isWithin(caller, key)) return key;
  throw new Refusal({
    code: 'NOT_FOUND',
    message: 'No such key',
    details: { field: 'key_id', expected: 'id of a key within reach' },
  });
}

function testOf(caller: Caller, { test = caller.test }: KeyCreateBody): boolean {
  if (caller.test && !test) throw invalid('test', 'true, as of the key that makes it');
  return test;
}

function scopesOf(caller: Caller, { scopes }: KeyCreateBody) {
  for (const scope of scopes ?? []) requireScope(caller, scope);
  return [...new Set(scopes ?? DEFAULT_SCOPES.filter((scope) => caller.scopes.includes(scope)))];
}

function websitesOf(registry: Registry, caller: Caller, { websites }: KeyCreateBody): string[] | null {
  if (websites === undefined) return caller.websites === null ? null : [...caller.websites];
  if (websites === null) requireAccountWide(caller);
  else requireWebsites(registry, caller, websites);
  return websites === null ? null : [...new Set(websites)];
}

function expiryOf({ expires_at }: KeyCreateBody, now: number): number | null {
  if (expires_at === undefined || expires_at === null) return null;
  const time = parseTimestamp(expires_at);
  if (time <= now) throw invalid('expires_at', 'a time in the future');
  return time;
}

function notLive(): Refusal {
  return new Refusal({
    code: 'CONFLICT',
    message: 'Only a live key can be rotated. Make a new one',
    details: { field: 'key_id', expected: 'id of a live key' },
  });
}
