import type { AnalyticsAnswer } from '../../contract/analytics.ts';
import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseAnalyticsQuery } from '../../query/parse.ts';
import type { AnalyticsQuestion } from '../../query/question.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall, sendTable } from '../report-call.ts';
import type { Handler } from '../serve.ts';
import type { Context } from '../state.ts';

/** `GET /api/analytics` */
export function getAnalytics(d: Dependencies): Handler<typeof endpoints.getAnalytics> {
  return async (call) => {
    const { params, context, asCsv } = readReportCall(d, call);
    const question = parseAnalyticsQuery(params, context);
    const answer = await d.reports.analytics(question);
    return asCsv ? sendCsv(call.ctx, question, answer) : answer;
  };
}

/** The breakdown as a table, else the time series, else the metrics alone. */
function sendCsv(ctx: Context, question: AnalyticsQuestion, answer: AnalyticsAnswer): string {
  const rows: Record<string, unknown>[] = answer.breakdown ?? answer.timeseries ?? [answer.metrics];
  const leading =
    answer.breakdown !== undefined ? question.dimensions : answer.timeseries !== undefined ? ['date'] : [];
  const columns = rows[0] === undefined ? [...leading, ...question.metrics] : Object.keys(rows[0]);
  return sendTable(ctx, columns, rows);
}
