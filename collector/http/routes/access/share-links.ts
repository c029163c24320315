import { mintShareLink, presentShareLink } from '../../../account/share-link.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { invalid, Refusal } from '../../../contract/problem.ts';
import { parseLockedFilters } from '../../../query/ask/parse-filters.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/websites/{website_id}/share-links` */
export function listShareLinks({ registry }: Dependencies): Handler<typeof endpoints.listShareLinks> {
  return ({ ctx, caller }) => {
    const links = registry.shareLinks(reachableWebsite(registry, caller, ctx.params.website_id));
    return { success: true, share_links: links.map((link) => presentShareLink(link, registry.secret())) };
  };
}

/** `POST /api/websites/{website_id}/share-links` */
export function createShareLink({ registry }: Dependencies): Handler<typeof endpoints.createShareLink> {
  return async ({ ctx, caller, body, received }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const link = mintShareLink(website, body, received);
    if (link.expiresAt !== null && link.expiresAt <= received) throw invalid('expires_at', 'a time in the future');
    parseLockedFilters(link, registry.conversionEvents(website));
    await registry.createShareLink(link);
    return { success: true, share_link: presentShareLink(link, registry.secret()) };
  };
}

/** `DELETE /api/websites/{website_id}/share-links/{share_link_id}` */
export function deleteShareLink({ registry }: Dependencies): Handler<typeof endpoints.deleteShareLink> {
  return async ({ ctx, caller }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const link = registry.shareLinks(website).find(({ id }) => id === ctx.params.share_link_id);
    if (link === undefined) throw notFound();
    await registry.deleteShareLink(link.id);
    return { success: true, share_link: presentShareLink(link, registry.secret()) };
  };
}

/** `GET /api/share` */
export function getShare({ registry }: Dependencies): Handler<typeof endpoints.getShare> {
  return ({ caller }) => {
    const { website: websiteId, name, filters, revenue } = caller.link;
    const { id, name: websiteName, domain, timezone, currency } = reachableWebsite(registry, caller, websiteId);
    return {
      success: true,
      share: { website: { id, name: websiteName, domain, timezone, currency }, name, filters, revenue },
    };
  };
}

function notFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such share link',
    details: { field: 'share_link_id', expected: 'id of a share link of this website' },
  });
}
