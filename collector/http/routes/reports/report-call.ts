import { invalid } from '../../../contract/problem.ts';
import type { Caller } from '../../../model/caller.ts';
import { siteOf } from '../../../model/site.ts';
import type { QuestionContext } from '../../../query/ask/parse.ts';
import { parseLockedFilters } from '../../../query/ask/parse-filters.ts';
import { oneOf } from '../../../query/ask/parse-words.ts';
import { forbidden } from '../../demands/permit.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Call } from '../../serve.ts';
import type { Context } from '../../state.ts';

/** Of a call for a report: what asks for it. */
export type Asked = Pick<Call, 'ctx' | 'received' | 'params'> & { caller: Caller };

/** What a report's parameters are understood by, and how it shall be answered. */
interface ReportCall {
  context: QuestionContext;
  asCsv: boolean;
}

/** Reads what every report is asked with, and what a share link keeps it to. Throws a refusal, also of a website beyond the caller's reach. */
export function readReportCall(
  d: Pick<Dependencies, 'registry' | 'earliest'>,
  { ctx, caller, received, params }: Asked,
): ReportCall {
  const website = reachableWebsite(d.registry, caller, params.get('website_id') || onlyWebsiteOf(caller));
  const site = siteOf(website, choice(params, 'test', ['false', 'true']) === 'true');
  const asCsv = wantsCsv(ctx, params);
  const conversionEvents = d.registry.conversionEvents(website);
  const earliest = () => d.earliest(site);
  const context = { website, site, conversionEvents, now: received, earliest };
  if (caller.kind !== 'share') return { context, asCsv };
  if (params.get('test') === 'true') throw forbidden('A share link shows no test data', 'test=false, or absent');
  const lock = { filters: parseLockedFilters(caller.link, conversionEvents), money: caller.link.revenue };
  return { context: { ...context, lock }, asCsv };
}

/** The website a caller is bound to. Throws a refusal when it might be another. */
export function onlyWebsiteOf({ websites }: Caller): string {
  const [only, ...others] = websites ?? [];
  if (only === undefined || others.length > 0) throw invalid('website_id', 'string', 'MISSING_FIELD');
  return only;
}

function choice<T extends string>(params: URLSearchParams, name: string, allowed: readonly T[]): T | null {
  const value = params.get(name);
  return value === null ? null : oneOf(name, value, allowed);
}

/** By `format`, else by what the client accepts. */
export function wantsCsv(ctx: Context, params: URLSearchParams): boolean {
  ctx.vary('Accept');
  const format = choice(params, 'format', ['json', 'csv']);
  return format === null ? ctx.accepts('json', 'csv') === 'csv' : format === 'csv';
}
