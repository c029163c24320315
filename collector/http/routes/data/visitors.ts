import type { endpoints } from '../../../contract/endpoints/index.ts';
import { callerId } from '../../../contract/fields.ts';
import { invalid } from '../../../contract/problem.ts';
import type { Caller } from '../../../model/caller.ts';
import { type Site, siteOf } from '../../../model/site.ts';
import type { Erased } from '../../../store/erasure.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import type { Context } from '../../state.ts';

/** `GET /api/websites/{website_id}/visitors/{visitor_id}` */
export function previewVisitorErasure(d: Dependencies): Handler<typeof endpoints.previewVisitorErasure> {
  return async ({ ctx, caller }) => {
    const { sites, visitor } = meant(d, ctx, caller);
    return present(await d.erasure.countVisitor(sites, visitor));
  };
}

/** `DELETE /api/websites/{website_id}/visitors/{visitor_id}` */
export function eraseVisitor(d: Dependencies): Handler<typeof endpoints.eraseVisitor> {
  return async ({ ctx, caller }) => {
    const { sites, visitor } = meant(d, ctx, caller);
    return present(await d.erasure.eraseVisitor(sites, visitor));
  };
}

/** A visitor goes from live and from test data; a test key never touches what is live. */
function meant({ registry }: Dependencies, ctx: Context, caller: Caller): { sites: Site[]; visitor: string } {
  const website = reachableWebsite(registry, caller, ctx.params.website_id);
  const { data: visitor } = callerId.safeParse(ctx.params.visitor_id);
  if (visitor === undefined) throw invalid('visitor_id', 'string of 1 to 128 bytes');
  return { sites: [...(caller.test ? [] : [siteOf(website, false)]), siteOf(website, true)], visitor };
}

const present = ({ visitors, ...counts }: Erased) => ({ success: true, visitor_ids: visitors, ...counts });
