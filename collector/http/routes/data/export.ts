import { EXPORT_TYPES } from '../../../contract/account/export.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { siteOf } from '../../../model/site.ts';
import { requireZone } from '../../../model/zone.ts';
import { customPeriod } from '../../../query/ask/parse-period.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { BYTE_ORDER_MARK, isForPeople, writeName } from '../reports/table.ts';
import { sendAttachment, streamOf } from './attachment.ts';

/** `GET /api/websites/{website_id}/export` */
export function exportWebsite({ registry, copies }: Dependencies): Handler<typeof endpoints.exportWebsite> {
  return async ({ ctx, caller, query, received }) => {
    const website = reachableWebsite(registry, caller, ctx.params.website_id);
    const { kind = 'events', format = 'ndjson', start_date, end_date } = query;
    const timezone = requireZone(query.timezone ?? website.timezone);
    const pieces = copies.export({
      site: siteOf(website, query.test === 'true'),
      kind,
      format,
      ...readRange(start_date, end_date, timezone, received),
    });
    const days = [start_date === undefined ? [] : ['from', start_date], end_date === undefined ? [] : ['to', end_date]];
    return sendAttachment(ctx, {
      stream: await streamOf(format === 'csv' && isForPeople(caller) ? marked(pieces) : pieces),
      name: `${writeName([website.domain, kind, ...days.flat()])}.${format}`,
      type: EXPORT_TYPES[format],
    });
  };
}

/** The same under a byte order mark. */
async function* marked(pieces: AsyncGenerator<string, void, void>): AsyncGenerator<string, void, void> {
  let mark = BYTE_ORDER_MARK;
  for await (const piece of pieces) {
    yield mark + piece;
    mark = '';
  }
}

function readRange(start: string | undefined, end: string | undefined, zone: string, now: number) {
  if (start === undefined && end === undefined) return { start: null, end: null };
  const { range } = customPeriod(start ?? earliestLike(end), end, zone, now, ['start_date', 'end_date']);
  return start === undefined ? { start: null, end: range.end } : range;
}

/** A beginning that is a day where the end is one, else an instant. */
function earliestLike(end = ''): string {
  return end.length > 10 ? '1970-01-01T00:00:00Z' : '1970-01-01';
}
