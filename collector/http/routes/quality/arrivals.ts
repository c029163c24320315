import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { ArrivalsAnswer } from '../../../contract/reports/arrivals.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import type { Arrival } from '../../../model/arrival.ts';
import { hostOfOrigin } from '../../../model/match/host-name.ts';
import { hostMatches } from '../../../model/match/host-pattern.ts';
import { DROP_SENTENCES, explainRefusal } from '../../../model/refusal.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import type { Middleware } from '../../state.ts';

const DEFAULT_LIMIT = 20;

/** `GET /api/websites/{website_id}/arrivals` */
export function getArrivals({ registry, arrivals }: Dependencies): Handler<typeof endpoints.getArrivals> {
  return ({ ctx, caller, query }): ArrivalsAnswer => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const wholeAccount = caller.websites === null;
    const isOurs = (host: string) => website.allowedDomains.some((pattern) => hostMatches(pattern, host));
    const latest = arrivals.latest(website.number, query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit));
    return {
      success: true,
      website_id: website.id,
      since: formatTimestamp(arrivals.since),
      arrivals: latest.map(present),
      unknown_websites: (wholeAccount ? arrivals.unknown() : []).map(({ websiteId, host, count, lastAt }) => ({
        website_id: websiteId,
        origin: host,
        count,
        last_at: formatTimestamp(lastAt),
      })),
      script_requests: arrivals
        .scripts()
        .filter(({ host }) => wholeAccount || isOurs(host))
        .map(({ host, lastAt }) => ({ origin: host, last_at: formatTimestamp(lastAt) })),
    };
  };
}

/** Notes which page's host asks for the snippet. */
export function noteScript({ arrivals, now }: Dependencies): Middleware {
  return (ctx, next) => {
    const host = hostOfOrigin(ctx.get('Referer'));
    if (host !== null) arrivals.noteScript(host, now());
    return next();
  };
}

function present({ at, fate, test, name, host, page }: Arrival): ArrivalsAnswer['arrivals'][number] {
  return {
    at: formatTimestamp(at),
    outcome: fate.outcome,
    reason: 'reason' in fate ? fate.reason : null,
    message: sentence(fate, host, test),
    event_name: name,
    origin: host,
    page,
  };
}

function sentence(fate: Arrival['fate'], host: string | null, test: boolean): string {
  switch (fate.outcome) {
    case 'accepted':
      return test ? 'Stored as test data, because the key is a test key' : 'Stored';
    case 'duplicate':
      return 'Stored before under the same id';
    case 'dropped':
      return DROP_SENTENCES[fate.reason];
    case 'refused':
      return fate.reason === 'origin_not_allowed' && host === null
        ? 'The page has no host: it was opened from a file, or stands in a sandboxed frame'
        : explainRefusal(fate.reason);
  }
}
