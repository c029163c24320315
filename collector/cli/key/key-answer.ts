import { type MintedKey, presentKey } from '../../account/key.ts';
import type { ApiKey } from '../../model/key.ts';
import { print, printJson } from '../print.ts';

/** A key for scripts, without its secret. */
export function describeKey(key: ApiKey, now: number) {
  const { id, revoked_at: _revoked, ...rest } = presentKey(key, now);
  return { key_id: id, ...rest };
}

/** Shows a new key: the only time its secret is seen. */
export function printNewKey({ key, secret }: MintedKey, json: boolean, now: number, ...notes: string[]): void {
  const { key_id, hint: _hint, status: _status, last_used_at: _used, ...rest } = describeKey(key, now);
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
