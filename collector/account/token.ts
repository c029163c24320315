import { randomBytes } from 'node:crypto';
import { hashSecret } from './key.ts';

/** 32 random bytes for a cookie or a link, and the hash that is all we keep of them. */
export function mintToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashSecret(token) };
}
