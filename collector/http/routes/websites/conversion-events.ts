import {
  defineConversionEvent,
  findOrCreate,
  mergeConversionEvent,
  nameTaken,
} from '../../../account/conversion-event.ts';
import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { Refusal } from '../../../contract/problem.ts';
import { siteOf } from '../../../model/site.ts';
import type { Website } from '../../../model/website.ts';
import { parseConversionScope } from '../../../query/ask/parse-conversion-scope.ts';
import type { Registry } from '../../../store/registry/index.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import { limitOf, page, readCursor, rowsAfter } from '../../pages.ts';
import type { Handler } from '../../serve.ts';

/** `GET /api/websites/{website_id}/conversion-events` */
export function listConversionEvents(d: Dependencies): Handler<typeof endpoints.listConversionEvents> {
  return async ({ ctx, caller, query, received }) => {
    const website = reachableWebsite(d.registry, caller, ctx.params.website_id);
    const active = d.registry.conversionEvents(website).filter((event) => event.active);
    const { shown, pagination } = page(rowsAfter(active, readCursor(query.cursor)), limitOf(query));
    if (query.include !== 'stats') return { success: true, conversion_events: shown, pagination };
    const scope = parseConversionScope(query.period, contextOf(d, website, received));
    const stats = await d.reports.conversionStats({ ...scope, conversionEvents: shown });
    return { success: true, conversion_events: shown.map((event) => ({ ...event, ...stats[event.id] })), pagination };
  };
}

/** `POST /api/websites/{website_id}/conversion-events` */
export function createConversionEvent({ registry }: Dependencies): Handler<typeof endpoints.createConversionEvent> {
  return async ({ ctx, caller, body, received }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const find = () => findOrCreate(registry.conversionEvents(website), body, received);
    let found = find();
    if (found.created && !(await registry.createConversionEvent(website, found.event))) {
      // Another request took the name between the look and the write: it may have been the same definition.
      found = find();
      if (found.created) throw nameTaken();
    }
    return present(found.event, found.created);
  };
}

/** `POST /api/websites/{website_id}/conversion-events/preview` */
export function previewConversionEvent(d: Dependencies): Handler<typeof endpoints.previewConversionEvent> {
  return ({ ctx, caller, body, received }) => {
    const website = reachableWebsite(d.registry, caller, ctx.params.website_id);
    const { period, ...definition } = body;
    const scope = parseConversionScope(period, contextOf(d, website, received));
    return d.reports.conversionPreview({ ...scope, event: defineConversionEvent(definition, received) });
  };
}

/** `PUT /api/websites/{website_id}/conversion-events/{conversion_event_id}` */
export function updateConversionEvent({ registry }: Dependencies): Handler<typeof endpoints.updateConversionEvent> {
  return async ({ ctx, caller, body }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const merged = mergeConversionEvent(existing(registry, website, ctx.params.conversion_event_id), body);
    if (!(await registry.updateConversionEvent(website, merged))) throw nameTaken();
    return present(merged, false);
  };
}

/** `DELETE /api/websites/{website_id}/conversion-events/{conversion_event_id}` */
export function archiveConversionEvent({ registry }: Dependencies): Handler<typeof endpoints.archiveConversionEvent> {
  return async ({ ctx, caller }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const archived = { ...existing(registry, website, ctx.params.conversion_event_id), active: false };
    if (!(await registry.updateConversionEvent(website, archived))) throw nameTaken();
    return present(archived, false);
  };
}

/** Conversions are counted of live data. */
function contextOf({ earliest }: Dependencies, website: Website, now: number) {
  const site = siteOf(website, false);
  return { website, site, now, earliest: () => earliest(site) };
}

function present(event: ConversionEvent, created: boolean) {
  return { success: true, conversion_event_id: event.id, created, conversion_event: event };
}

function existing(registry: Registry, website: Website, id: string): ConversionEvent {
  const event = registry.conversionEvents(website).find((candidate) => candidate.id === id);
  if (event !== undefined) return event;
  throw new Refusal({
    code: 'NOT_FOUND',
    message: 'No such conversion event',
    details: { field: 'conversion_event_id', expected: 'a conversion event of this website' },
  });
}
