import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../contract/problem.ts';

/**
 * Throws a refusal unless a page of ours sent the request, or the person by hand. Browsers say so in `Sec-Fetch-Site`,
 * over plain HTTP in `Origin`; whoever says neither is refused, because a cookie proves a browser and not a will.
 */
export function requireSameOrigin(headers: IncomingHttpHeaders, ownHost: string): void {
  const site = headers['sec-fetch-site'];
  const own = site === undefined ? isHost(headers.origin, ownHost) : site === 'same-origin' || site === 'none';
  if (own) return;
  throw new Refusal({
    code: 'FORBIDDEN',
    message: 'This may only be asked from a page of the collector itself',
    details: { field: site === undefined ? 'Origin' : 'Sec-Fetch-Site', expected: 'the same origin' },
  });
}

/** Compared without the scheme, which a proxy that ends TLS may keep to itself; a default port is no difference. */
function isHost(origin: string | undefined, host: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  const own = `${protocol}//${host}`;
  return named !== '' && URL.canParse(own) && new URL(own).host === named;
}
