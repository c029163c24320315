import { websitesOfDomain } from '../../../account/domain.ts';
import { allowsWrite, etagOf } from '../../../account/etag.ts';
import {
  mergeWebsite,
  createWebsite as newWebsite,
  presentWebsite,
  unconfirmedDeletion,
  unconfirmedRetention,
} from '../../../account/website.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { Refusal } from '../../../contract/problem.ts';
import type { Caller } from '../../../model/caller.ts';
import { siteOf } from '../../../model/site.ts';
import type { Website } from '../../../model/website.ts';
import type { Registry } from '../../../store/registry/index.ts';
import { forbidden } from '../../demands/permit.ts';
import { reachableWebsite, websiteNotFound } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import { limitOf, page, readCursor } from '../../pages.ts';
import type { Handler } from '../../serve.ts';
import type { Context } from '../../state.ts';

/** `GET /api/websites` */
export function listWebsites({ registry }: Dependencies): Handler<typeof endpoints.listWebsites> {
  return ({ caller, query }) => {
    const limit = limitOf(query);
    const { shown, pagination } = page(registry.websites(caller.websites, readCursor(query.cursor), limit + 1), limit);
    const websites = shown.map((website) => presentWebsite(website, registry.lastEventAt(website)));
    return { success: true, websites, pagination };
  };
}

/** `POST /api/websites` */
export function createWebsite({ registry }: Dependencies): Handler<typeof endpoints.createWebsite> {
  return async ({ ctx, caller, body, received, idSeed }) => {
    const wanted = newWebsite(body, received, idSeed);
    const website = (await registry.createWebsite(wanted)) ?? earlierAttempt(registry.website(wanted.id), body.id);
    return { ...answer(ctx, website, registry.lastEventAt(website)), ...twinWarnings(registry, caller, website) };
  };
}

/** `GET /api/websites/{website_id}` */
export function getWebsite({ registry }: Dependencies): Handler<typeof endpoints.getWebsite> {
  return ({ ctx, caller }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    return answer(ctx, website, registry.lastEventAt(website));
  };
}

/** `PUT /api/websites/{website_id}` */
export function updateWebsite({ registry, store }: Dependencies): Handler<typeof endpoints.updateWebsite> {
  return async ({ ctx, caller, body, received }) => {
    const current = reachableWebsite(registry, caller, ctx.params.website_id);
    const ifMatch = ctx.get('If-Match');
    if (ifMatch !== '' && !allowsWrite(ifMatch, current)) throw changedMeanwhile();
    const lastEventAt = registry.lastEventAt(current);
    const { website, changed, deletesBefore } = mergeWebsite(current, body, lastEventAt, received);
    if (deletesBefore !== null && body.confirm !== true) {
      const sites = [siteOf(current, false), siteOf(current, true)];
      const rows = await store.countOlderThan(sites, deletesBefore);
      throw unconfirmedRetention(website.settings.data_retention_days, rows);
    }
    if (changed && !(await registry.updateWebsite(website, current.updatedAt))) throw changedMeanwhile();
    const isRenamed = website.domain !== current.domain;
    return { ...answer(ctx, website, lastEventAt), ...(isRenamed ? twinWarnings(registry, caller, website) : {}) };
  };
}

/** `DELETE /api/websites/{website_id}` */
export function deleteWebsite({ registry, erasure }: Dependencies): Handler<typeof endpoints.deleteWebsite> {
  return async ({ ctx, caller, query, received }) => {
    if (caller.test) throw forbidden('A test key deletes no live data', 'a live key');
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const held = await erasure.countWebsite(website);
    if (query.confirm !== website.id) throw unconfirmedDeletion(website.id, held, query.confirm === undefined);
    if (!(await registry.deleteWebsite(website, received))) throw websiteNotFound();
    await erasure.emptyDeletedWebsites();
    return { success: true, website_id: website.id, deleted: true, ...held };
  };
}

function answer(ctx: Context, website: Website, lastEventAt: number | null) {
  ctx.set('ETag', etagOf(website, lastEventAt));
  return { success: true, website: presentWebsite(website, lastEventAt) };
}

/** A domain may be counted twice, say for two customers; a caller who didn't mean to is warned. */
function twinWarnings(registry: Registry, { websites }: Pick<Caller, 'websites'>, { id, domain }: Website) {
  const twins = websitesOfDomain(registry, websites, domain).filter((other) => other.id !== id);
  if (twins.length === 0) return {};
  const message = `${domain} is also counted as ${twins.map((twin) => twin.id).join(', ')}`;
  return { warnings: [{ code: 'DUPLICATE_DOMAIN', field: 'domain', message }] };
}

/** An id nobody chose can only be taken by the same request, sent before under the same Idempotency-Key. */
function earlierAttempt(website: Website | null, chosenId: string | undefined): Website {
  if (website !== null && chosenId === undefined) return website;
  throw new Refusal({
    code: 'CONFLICT',
    message: 'A website with this id exists',
    details: { field: 'id', expected: 'an id that is not in use' },
  });
}

function changedMeanwhile(): Refusal {
  return new Refusal({
    code: 'CONFLICT',
    message: 'The website was changed meanwhile. Read it again',
    details: { field: 'If-Match', expected: 'the present ETag' },
  });
}
