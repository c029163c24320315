import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../contract/problem.ts';
import { hostOfOrigin } from '../../model/match/host-name.ts';
import { hostMatches } from '../../model/match/host-pattern.ts';
import type { Website } from '../../model/website.ts';

/** Where a browser says the page is: `Origin`, else `Referer`; null when it says neither. */
export function originOf(headers: IncomingHttpHeaders): string | null {
  return headers.origin ?? headers.referer ?? null;
}

/** Throws a refusal unless the origin's host is among the website's allowed domains. Ports do not matter. */
export function requireAllowedOrigin(website: Website, origin: string): void {
  const host = hostOfOrigin(origin);
  if (host !== null && website.allowedDomains.some((pattern) => hostMatches(pattern, host))) return;
  throw new Refusal({
    code: 'FORBIDDEN',
    message: 'This origin is not among the allowed domains of the website',
    details: { field: 'Origin', expected: 'a host of allowed_domains' },
  });
}
