import { describe, expect, it } from 'vitest';
import {
  hashSecret,
  keyStatus,
  mintKey,
  parseBearer,
  reaches,
  rotateKey,
  sameHash,
} from '../../../collector/account/key.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;

describe('a new key', () => {
  it('has 32 random bytes after its kind, and every scope but keys:write', () => {
    const { key, secret } = mintKey({}, NOW);
    expect(secret).toMatch(/^bz_live_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(secret.slice(8), 'base64url')).toHaveLength(32);
    expect(key.scopes).toContain('revenue:write');
    expect(key.scopes).not.toContain('keys:write');
    expect(mintKey({ test: true }, NOW).secret).toMatch(/^bz_test_/);
  });

  it('keeps nothing by which the secret could be found', () => {
    const { key, secret } = mintKey({}, NOW);
    expect(key.hash).toBe(hashSecret(secret));
    expect(JSON.stringify(key)).not.toContain(secret.slice(12));
  });
});

describe('a Bearer header', () => {
  it('gives the secret, in any spelling of the scheme', () => {
    const { secret } = mintKey({}, NOW);
    for (const header of [`Bearer ${secret}`, `bearer  ${secret} `, `BEARER ${secret}`]) {
      expect(parseBearer(header)).toBe(secret);
    }
    for (const header of [
      '',
      'Bearer',
      'Bearer x',
      secret,
      `Basic ${secret}`,
      `Bearer ${secret}x`,
      `Bearer ${secret} x`,
    ]) {
      expect(parseBearer(header)).toBeNull();
    }
  });
});

describe('a key', () => {
  it('is live until the moment of its end', () => {
    const { key } = mintKey({ expiresAt: NOW + 1 }, NOW);
    expect(keyStatus(key, NOW)).toBe('live');
    expect(keyStatus(key, NOW + 1)).toBe('expired');
    expect(keyStatus({ ...key, revokedAt: NOW }, NOW + 1)).toBe('revoked');
  });

  it('reaches its websites, or all of the account', () => {
    expect(reaches(mintKey({ websites: ['a'] }, NOW).key, 'a')).toBe(true);
    expect(reaches(mintKey({ websites: ['a'] }, NOW).key, 'b')).toBe(false);
    expect(reaches(mintKey({ websites: [] }, NOW).key, 'a')).toBe(false);
    expect(reaches(mintKey({}, NOW).key, 'b')).toBe(true);
  });

  it('lives on for a day beside its successor, which can do the same', () => {
    const { key: old } = mintKey({ scopes: ['events:write'], websites: ['a'], rateLimit: 7 }, NOW);
    const { key, oldExpiresAt } = rotateKey(old, NOW);
    expect(key).toMatchObject({ scopes: ['events:write'], websites: ['a'], rateLimit: 7, expiresAt: null });
    expect(key.hash).not.toBe(old.hash);
    expect(oldExpiresAt).toBe(NOW + DAY);
    expect(rotateKey(old, NOW, 0).oldExpiresAt).toBe(NOW);
  });

  it('hands its end on to its successor, and never outlives it', () => {
    const { key: old } = mintKey({ expiresAt: NOW + 30 * DAY }, NOW);
    const { key, oldExpiresAt } = rotateKey(old, NOW);
    expect([key.expiresAt, oldExpiresAt]).toEqual([NOW + 30 * DAY, NOW + DAY]);
    const soon = rotateKey({ ...old, expiresAt: NOW + 5 }, NOW);
    expect([soon.key.expiresAt, soon.oldExpiresAt]).toEqual([NOW + 5, NOW + 5]);
  });
});

describe('two hashes', () => {
  it('are the same or not, whatever their lengths', () => {
    expect(sameHash('abc', 'abc')).toBe(true);
    expect(sameHash('abc', 'abd')).toBe(false);
    expect(sameHash('abc', 'abcd')).toBe(false);
  });
});
