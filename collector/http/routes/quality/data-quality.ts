import type { endpoints } from '../../../contract/endpoints/index.ts';
import { DATA_QUALITY_COUNTS } from '../../../contract/reports/data-quality.ts';
import { siteOf } from '../../../model/site.ts';
import { parseDataQuality } from '../../../query/ask/parse-data-quality.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { wantsCsv } from '../reports/report-call.ts';
import { periodWords, sendTable, wholeTable } from '../reports/table.ts';

/** `GET /api/websites/{website_id}/data-quality`. As CSV the days. */
export function getDataQuality(d: Dependencies): Handler<typeof endpoints.getDataQuality> {
  return async ({ ctx, caller, query, params, received }) => {
    const website = reachableWebsite(d.registry, caller, ctx.params.website_id);
    const asCsv = wantsCsv(ctx, params);
    const site = siteOf(website, query.test === 'true');
    const answer = await d.reports.dataQuality(parseDataQuality(query, website, site, received));
    if (!asCsv) return answer;
    const name = [website.domain, 'data-quality', ...periodWords(answer.period)];
    return sendTable({ ctx, caller, name, columns: ['date', ...DATA_QUALITY_COUNTS], pieces: wholeTable(answer.days) });
  };
}
