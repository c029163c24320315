import { stringify } from 'csv-stringify/sync';
import type { AnalyticsAnswer } from '../../contract/analytics.ts';
import type { endpoints } from '../../contract/endpoints.ts';
import { invalid } from '../../contract/problem.ts';
import { type ApiKey, siteOf } from '../../model/website.ts';
import type { AnalyticsQuestion } from '../../query/question.ts';
import type { Dependencies } from '../dependencies.ts';
import { reachableWebsite } from '../middleware/website-access.ts';
import type { Handler } from '../serve.ts';
import type { Context } from '../state.ts';

/** `GET /api/analytics` */
export function getAnalytics(d: Dependencies): Handler<typeof endpoints.getAnalytics> {
  return async ({ ctx, key, received }) => {
    const params = new URLSearchParams(ctx.querystring);
    const website = reachableWebsite(d.registry, key, params.get('website_id') || onlyWebsiteOf(key));
    const site = siteOf(website, choice(params, 'test', ['false', 'true']) === 'true');
    const asCsv = wantsCsv(ctx, params);
    const conversionEvents = d.registry.conversionEvents(website);
    const question = d.parseAnalyticsQuery(params, { website, site, conversionEvents, now: received });
    const answer = await d.reports.analytics(question);
    return asCsv ? sendCsv(ctx, question, answer) : answer;
  };
}

function onlyWebsiteOf(key: ApiKey): string {
  const [only, ...others] = key.websites ?? [];
  if (only === undefined || others.length > 0) throw invalid('website_id', 'string', 'MISSING_FIELD');
  return only;
}

function choice(params: URLSearchParams, name: string, allowed: string[]): string | null {
  const value = params.get(name);
  if (value !== null && !allowed.includes(value)) throw invalid(name, `one of ${allowed.join(', ')}`);
  return value;
}

function wantsCsv(ctx: Context, params: URLSearchParams): boolean {
  ctx.vary('Accept');
  const format = choice(params, 'format', ['json', 'csv']);
  return format === null ? ctx.accepts('json', 'csv') === 'csv' : format === 'csv';
}

/** The breakdown as a table, else the time series, else the metrics alone. Cells that a spreadsheet would run are defused. */
function sendCsv(ctx: Context, question: AnalyticsQuestion, answer: AnalyticsAnswer): string {
  const rows: Record<string, unknown>[] = answer.breakdown ?? answer.timeseries ?? [answer.metrics];
  const leading =
    answer.breakdown !== undefined ? question.dimensions : answer.timeseries !== undefined ? ['date'] : [];
  const columns = rows[0] === undefined ? [...leading, ...question.metrics] : Object.keys(rows[0]);
  ctx.type = 'text/csv';
  return stringify(rows, { header: true, columns, escape_formulas: true });
}
