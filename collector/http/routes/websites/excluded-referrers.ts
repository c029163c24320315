import { requireHosts } from '../../../account/website.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { siteOf } from '../../../model/site.ts';
import { parseExcludedReferrers } from '../../../query/ask/parse-excluded-referrers.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';

/** `POST /api/websites/{website_id}/excluded-referrers/preview`. Of live data. */
export function previewExcludedReferrers(d: Dependencies): Handler<typeof endpoints.previewExcludedReferrers> {
  return ({ ctx, caller, body, received }) => {
    const website = reachableWebsite(d.registry, caller, ctx.params.website_id);
    const site = siteOf(website, false);
    const context = { website, site, now: received, earliest: () => d.earliest(site) };
    const hosts = requireHosts(body.excluded_referrers, ['excluded_referrers']);
    return d.reports.excludedReferrersPreview(parseExcludedReferrers(hosts, body.period, context));
  };
}
