import type { endpoints } from '../../../contract/endpoints/index.ts';
import { siteOf } from '../../../model/site.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/websites/{website_id}/properties` */
export function listProperties({ registry, reports }: Dependencies): Handler<typeof endpoints.listProperties> {
  return async ({ ctx, caller, query }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const question = { site: siteOf(website, false), eventName: query.event_name || null };
    return { success: true, properties: await reports.properties(question) };
  };
}
