import type { ApiKey } from '../../../model/key.ts';

export interface KeyRow {
  id: string;
  name: string | null;
  hash: string;
  hint: string;
  test: number;
  scopes: string;
  websites: string | null;
  rate_limit: number | null;
  batch_rate_limit: number | null;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

export function writeKey(key: ApiKey): KeyRow {
  return {
    id: key.id,
    name: key.name,
    hash: key.hash,
    hint: key.hint,
    test: Number(key.test),
    scopes: JSON.stringify(key.scopes),
    websites: key.websites === null ? null : JSON.stringify(key.websites),
    rate_limit: key.rateLimit,
    batch_rate_limit: key.batchRateLimit,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    last_used_at: key.lastUsedAt,
  };
}

export function readKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    hint: row.hint,
    test: row.test === 1,
    scopes: JSON.parse(row.scopes),
    websites: row.websites === null ? null : JSON.parse(row.websites),
    rateLimit: row.rate_limit,
    batchRateLimit: row.batch_rate_limit,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
