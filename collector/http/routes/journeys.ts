import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseJourneysQuery } from '../../query/parse-journeys.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall, sendTable } from '../report-call.ts';
import type { Handler } from '../serve.ts';

/** `GET /api/journeys`. As CSV the whole paths. */
export function getJourneys(d: Dependencies): Handler<typeof endpoints.getJourneys> {
  return async (call) => {
    const { params, context, asCsv } = readReportCall(d, call);
    const answer = await d.reports.journeys(parseJourneysQuery(params, context));
    if (!asCsv) return answer;
    const rows = answer.paths.map(({ path, ...row }) => ({ path: path.join(' > '), ...row }));
    return sendTable(call.ctx, ['path', 'sessions', 'share'], rows);
  };
}
