import { createHash } from 'node:crypto';
import type { Website } from '../model/website.ts';

/** The `ETag` of a website's settings. Arriving events do not change it, so that an edit begun on a busy site still succeeds. */
export function etagOf(website: Website): string {
  const digest = createHash('sha256').update(`${website.id}\n${website.updatedAt}`).digest('base64url');
  return `"${digest.slice(0, 22)}"`;
}

/**
 * Whether an `If-Match` header allows the write. A weak tag counts as its strong one:
 * proxies that compress an answer weaken its tag on the way.
 */
export function etagMatches(header: string, etag: string): boolean {
  return header.split(',').some((tag) => {
    const candidate = tag.trim();
    return candidate === '*' || candidate.replace(/^W\//, '') === etag;
  });
}
