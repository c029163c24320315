import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseRealtimeQuery } from '../../query/parse-realtime.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall, sendTable } from '../report-call.ts';
import type { Handler } from '../serve.ts';

/** `GET /api/realtime`. As CSV the minutes. */
export function getRealtime(d: Dependencies): Handler<typeof endpoints.getRealtime> {
  return async (call) => {
    const { params, context, asCsv } = readReportCall(d, call);
    const answer = await d.reports.realtime(parseRealtimeQuery(params, context));
    return asCsv ? sendTable(call.ctx, ['date', 'pageviews', 'events'], answer.minutes) : answer;
  };
}
