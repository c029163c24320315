import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import type { ArrivalsAnswer } from '../../../contract/reports/arrivals.ts';

export interface Advice {
  kind: 'host' | 'refused' | 'dropped' | 'unknown' | 'script' | 'nothing';
  /** What the collector saw. */
  seen: string;
  /** What to do about it. */
  check: string;
  /** A host that could be allowed. */
  host?: string;
  at?: string;
}
type Site = Pick<WebsiteAnswer, 'id' | 'domain'>;

/**
 * Why no event is counted, from what really came: most telling first. `ownHost` is the host by which this page reached
 * the collector.
 */
export function diagnose(
  { arrivals, unknown_websites, script_requests }: ArrivalsAnswer,
  site: Site,
  ownHost: string,
): Advice[] {
  const advice: Advice[] = [];
  const told = new Set<string>();
  for (const { outcome, reason, message, origin, at } of arrivals) {
    if (outcome !== 'refused' && outcome !== 'dropped') continue;
    const foreign = reason === 'origin_not_allowed' && origin !== null;
    const key = foreign ? `host ${origin}` : `${outcome} ${reason}`;
    if (told.has(key)) continue;
    told.add(key);
    if (foreign)
      advice.push({
        kind: 'host',
        seen: `An event came from ${origin}, which is not among the allowed domains.`,
        check: 'Is it yours? Then allow it. Else somebody has copied your tag.',
        host: origin,
        at,
      });
    else if (outcome === 'refused')
      advice.push({ kind: 'refused', seen: `An event was refused: ${message}.`, check: 'Nothing was counted.', at });
    else
      advice.push({
        kind: 'dropped',
        seen: `An event came and is not counted: ${message}.`,
        check: 'Settings, Privacy and exclusions.',
        at,
      });
  }
  for (const { website_id, origin, last_at } of unknown_websites.slice(0, 3))
    advice.push({
      kind: 'unknown',
      seen: `${origin ?? 'A server'} sent events for ${website_id}, which is no website here.`,
      check: `The tag must say data-website-id="${site.id}".`,
      at: last_at,
    });
  if (advice.length > 0) return advice;
  const script = script_requests[0];
  if (script !== undefined)
    return [
      {
        kind: 'script',
        seen: `The script was loaded by ${script.origin}, but no event came.`,
        check:
          'Does the page ask for consent first (data-consent)? Does the browser ask for privacy, or an ad blocker stop the request? Does a content security policy lack the collector in connect-src? The browser’s console says.',
        at: script.last_at,
      },
    ];
  return [nothing(site, ownHost)];
}

function nothing({ domain }: Site, ownHost: string): Advice {
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(ownHost) && !domain.startsWith('localhost');
  return {
    kind: 'nothing',
    seen: 'No page has loaded the script since the collector started.',
    check: local
      ? `The tag names ${ownHost}, which only this machine reaches: open this dashboard by the collector’s public address and copy the tag from there.`
      : 'Is the tag in the page’s source and published? Look past caches. An ad blocker or a content security policy (script-src) may stop the script; another browser tells.',
  };
}
