import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ShareLinkAnswer, ShareLinkBody } from '../contract/account/share-link.ts';
import { formatTimestamp, parseTimestamp } from '../contract/timestamp.ts';
import type { ShareCaller } from '../model/caller.ts';
import { mintId } from '../model/id.ts';
import type { ShareLink } from '../model/share-link.ts';
import type { Website } from '../model/website.ts';

const MAC_BYTES = 24;
const TOKEN = /^(shl_[0-9a-f]{24})\.([A-Za-z0-9_-]{32})$/;
const PUBLIC_PREFIX = 'pub_';

export function mintShareLink(website: Website, body: ShareLinkBody, now: number): ShareLink {
  return {
    id: mintId('shl'),
    website: website.id,
    name: body.name,
    filters: body.filters ?? {},
    revenue: body.revenue ?? false,
    createdAt: now,
    expiresAt: body.expires_at === undefined || body.expires_at === null ? null : parseTimestamp(body.expires_at),
  };
}

/** `shl_<id>.<mac>`. Made from the id, so that a link can be shown again and its token is stored nowhere. */
function tokenOf(id: string, secret: Buffer): string {
  return `${id}.${macOf(id, secret).toString('base64url')}`;
}

/** The id of a share link's token, null when it is none that we have made. */
export function linkIdOf(token: string, secret: Buffer): string | null {
  const [, id = '', mac = ''] = TOKEN.exec(token) ?? [];
  if (id === '') return null;
  return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(id, secret)) ? id : null;
}

/** The secret has other uses; what is signed says which use this is. */
function macOf(id: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(`share-link\n${id}`).digest().subarray(0, MAC_BYTES);
}

/** The website id of `pub_<website id>`, which is escaped like a part of an address; null for anything else. */
export function publicWebsiteOf(token: string): string | null {
  if (!token.startsWith(PUBLIC_PREFIX)) return null;
  try {
    return decodeURIComponent(token.slice(PUBLIC_PREFIX.length));
  } catch {
    return null;
  }
}

/** What a public dashboard shows: everything but money. */
export function publicLink(website: Website): ShareLink {
  const id = `${PUBLIC_PREFIX}${website.id}`;
  const { name, createdAt } = website;
  return { id, website: website.id, name, filters: {}, revenue: false, createdAt, expiresAt: null };
}

/** A share link as a caller. */
export function callerOf(link: ShareLink): ShareCaller {
  return { kind: 'share', id: link.id, scopes: ['analytics:read'], websites: [link.website], test: false, link };
}

export function presentShareLink(link: ShareLink, secret: Buffer): ShareLinkAnswer {
  const { id, name, filters, revenue } = link;
  return {
    id,
    name,
    filters,
    revenue,
    created_at: formatTimestamp(link.createdAt),
    expires_at: link.expiresAt === null ? null : formatTimestamp(link.expiresAt),
    path: `/share#${tokenOf(id, secret)}`,
  };
}
