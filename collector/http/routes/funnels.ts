import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseFunnelQuery } from '../../query/parse-funnel.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall, sendTable } from '../report-call.ts';
import type { Handler } from '../serve.ts';

const COLUMNS = ['step', 'name', 'visitors', 'share_of_first', 'share_of_previous', 'drop_off', 'median_seconds'];

/** `GET /api/funnels`. As CSV a row for each step, of each label where there is a dimension. */
export function getFunnel(d: Dependencies): Handler<typeof endpoints.getFunnel> {
  return async (call) => {
    const { params, context, asCsv } = readReportCall(d, call);
    const answer = await d.reports.funnel(parseFunnelQuery(params, context));
    if (!asCsv) return answer;
    const { steps, breakdown } = answer;
    if (breakdown === undefined) return sendTable(call.ctx, COLUMNS, steps);
    const rows = breakdown.flatMap(({ label, steps }) => steps.map((step) => ({ label, ...step })));
    return sendTable(call.ctx, ['label', ...COLUMNS], rows);
  };
}
