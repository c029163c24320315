import type { endpoints } from '../../contract/endpoints/index.ts';
import { parseOverviewQuery } from '../../query/parse-overview.ts';
import type { Dependencies } from '../dependencies.ts';
import { readReportCall } from '../report-call.ts';
import type { Handler } from '../serve.ts';

/** `GET /api/overview` */
export function getOverview(d: Dependencies): Handler<typeof endpoints.getOverview> {
  return async (call) => {
    const { params, context } = readReportCall(d, call);
    return d.reports.overview(parseOverviewQuery(params, context));
  };
}
