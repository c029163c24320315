import { createHash } from 'node:crypto';
import type { Website } from '../model/website.ts';

/** The `ETag` of a website as it is answered: of its settings and, behind a dot, of its last event. */
export function etagOf(website: Website, lastEventAt: number | null): string {
  const digest = createHash('sha256').update(`${website.id}\n${website.updatedAt}`).digest('base64url');
  return `"${digest.slice(0, 22)}.${lastEventAt ?? ''}"`;
}

/**
 * Whether an `If-Match` header allows a write of a website's settings. Events that have arrived since are no matter, so that
 * an edit begun on a busy site still succeeds.
 */
export const allowsWrite = (header: string, website: Website): boolean =>
  etagMatches(header.replace(/\.[\d-]*"/g, '."'), etagOf(website, null));

/**
 * Whether a header names a tag. A weak tag counts as its strong one: proxies that compress an answer weaken its tag on
 * the way.
 */
export function etagMatches(header: string, etag: string): boolean {
  return header.split(',').some((tag) => {
    const candidate = tag.trim();
    return candidate === '*' || candidate.replace(/^W\//, '') === etag;
  });
}
