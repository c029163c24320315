import type { ApiKey } from '../../../../model/key.ts';
import type { Connection } from '../../engine/connection.ts';
import { writeKey } from '../../registry/key-row.ts';

export function createKey(db: Connection): (key: ApiKey) => void {
  const insert = db.prepare(
    `insert into api_keys (id, name, hash, hint, test, scopes, websites, rate_limit, batch_rate_limit,
       created_at, expires_at, revoked_at, last_used_at)
     values (@id, @name, @hash, @hint, @test, @scopes, @websites, @rate_limit, @batch_rate_limit,
       @created_at, @expires_at, @revoked_at, @last_used_at)`,
  );
  return (key) => {
    insert.run(writeKey(key));
  };
}

export type KeyEnd = { revokedAt: number } | { expiresAt: number };

/** Revokes a key or shortens its life; answers false for an unknown id. */
export function endKey(db: Connection): (request: { id: string; end: KeyEnd }) => boolean {
  const revoke = db.prepare('update api_keys set revoked_at = coalesce(revoked_at, ?) where id = ?');
  const expire = db.prepare('update api_keys set expires_at = min(coalesce(expires_at, @at), @at) where id = @id');
  return ({ id, end }) =>
    ('revokedAt' in end ? revoke.run(end.revokedAt, id) : expire.run({ at: end.expiresAt, id })).changes > 0;
}

/** Notes when keys were last used. */
export function markKeysUsed(db: Connection): (uses: [id: string, at: number][]) => void {
  const mark = db.prepare('update api_keys set last_used_at = max(coalesce(last_used_at, 0), ?) where id = ?');
  return (uses) => {
    for (const [id, at] of uses) mark.run(at, id);
  };
}
