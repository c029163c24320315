import { keyStatus, type MintedKey } from '../account/key.ts';
import { formatTimestamp } from '../contract/fields.ts';
import type { ApiKey } from '../model/website.ts';
import { print, printJson } from './print.ts';

/** A key for scripts, without its secret. */
export function presentKey(key: ApiKey, now: number) {
  const time = (ms: number | null) => (ms === null ? null : formatTimestamp(ms));
  return {
    key_id: key.id,
    hint: `${key.hint}…`,
    test: key.test,
    websites: key.websites,
    scopes: key.scopes,
    rate_limit: key.rateLimit,
    batch_rate_limit: key.batchRateLimit,
    status: keyStatus(key, now),
    created_at: time(key.createdAt),
    expires_at: time(key.expiresAt),
    last_used_at: time(key.lastUsedAt),
  };
}

/** Shows a new key: the only time its secret is seen. */
export function printNewKey({ key, secret }: MintedKey, json: boolean, now: number, ...notes: string[]): void {
  const { key_id, hint: _hint, status: _status, last_used_at: _used, ...rest } = presentKey(key, now);
  if (json) {
    printJson({ key_id, key: secret, ...rest });
    return;
  }
  print(
    secret,
    '',
    `${key_id}, for ${key.websites?.join(', ') ?? 'every website'}: ${key.scopes.join(' ')}`,
    'Keep it now: only its hash is stored, and it cannot be shown again.',
    ...notes,
  );
}
