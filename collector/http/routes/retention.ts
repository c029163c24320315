import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseRetentionQuery } from '../../query/parse-retention.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall, sendTable } from '../report-call.ts';
import type { Handler } from '../serve.ts';

const COLUMNS = ['period', 'date', 'visitors', 'share', 'revenue', 'cumulative_revenue', 'complete'];

/** `GET /api/retention`. As CSV a row for each period of each cohort. */
export function getRetention(d: Dependencies): Handler<typeof endpoints.getRetention> {
  return async (call) => {
    const { params, context, asCsv } = readReportCall(d, call);
    const question = parseRetentionQuery(params, context);
    const answer = await d.reports.retention(question);
    if (!asCsv) return answer;
    const rows = answer.cohorts.flatMap(({ cohort, label, visitors: cohort_visitors, periods }) =>
      periods.map((period) => ({ cohort, label, cohort_visitors, ...period })),
    );
    const leading = question.dimension === null ? ['cohort'] : ['cohort', 'label'];
    return sendTable(call.ctx, [...leading, 'cohort_visitors', ...COLUMNS], rows);
  };
}
