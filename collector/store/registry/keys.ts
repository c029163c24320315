import type { ApiKey } from '../../model/key.ts';

/** API keys. A secret is known by its hash alone. */
export interface Keys {
  keyByHash(hash: string): ApiKey | null;
  keyById(id: string): ApiKey | null;
  keys(): ApiKey[];
  createKey(key: ApiKey): Promise<void>;
  /** Revokes at `revokedAt`, or shortens the life to `expiresAt`. Resolves false for an unknown id. */
  endKey(id: string, end: { revokedAt: number } | { expiresAt: number }): Promise<boolean>;
  /** Remembers that a key was used; may be written later and lazily. */
  keyUsed(id: string, at: number): void;
}
