import type { endpoints } from '../../contract/endpoints/index.ts';
import { siteOf } from '../../model/website.ts';
import type { Dependencies } from '../dependencies.ts';
import { reachableWebsite } from '../middleware/website-access.ts';
import type { Handler } from '../serve.ts';

/** `GET /api/websites/{website_id}/properties` */
export function listProperties({ registry, reports }: Dependencies): Handler<typeof endpoints.listProperties> {
  return async ({ ctx, caller, query }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    return { success: true, properties: await reports.properties(siteOf(website, false), query.event_name || null) };
  };
}
