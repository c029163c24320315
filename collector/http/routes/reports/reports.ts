import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { parseAnalyticsQuery, type QuestionContext } from '../../../query/ask/parse.ts';
import { parseFunnelQuery } from '../../../query/ask/parse-funnel.ts';
import { parseJourneysQuery } from '../../../query/ask/parse-journeys.ts';
import { parseOverviewQuery } from '../../../query/ask/parse-overview.ts';
import { parseRealtimeQuery } from '../../../query/ask/parse-realtime.ts';
import { parseRetentionQuery } from '../../../query/ask/parse-retention.ts';
import type { AnalyticsQuestion } from '../../../query/ask/question.ts';
import type { Reports } from '../../../query/reports/index.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Asked, readReportCall, sendTable } from './report-call.ts';

interface Table {
  columns: string[];
  rows: object[];
}

/** Handles an endpoint that answers one report: how it is asked for, which it is, and what it looks like as a table. */
const report =
  <Question, Answer extends object>(
    parse: (params: URLSearchParams, context: QuestionContext) => Question,
    choose: (reports: Reports) => (question: Question) => Promise<Answer>,
    tableOf: ((answer: Answer, question: Question) => Table) | null,
  ) =>
  ({ registry, reports, earliest }: Pick<Dependencies, 'registry' | 'reports' | 'earliest'>) =>
  async (call: Asked): Promise<object | string> => {
    const { context, asCsv } = readReportCall({ registry, earliest }, call);
    const question = parse(call.params, context);
    const answer = await choose(reports)(question);
    if (!asCsv || tableOf === null) return answer;
    const { columns, rows } = tableOf(answer, question);
    return sendTable(call.ctx, columns, rows);
  };

/** `GET /api/analytics`. As CSV the breakdown, else the time series, else the metrics alone. */
export const getAnalytics = report(parseAnalyticsQuery, ({ analytics }) => analytics, analyticsTable);

function analyticsTable(answer: AnalyticsAnswer, question: AnalyticsQuestion): Table {
  const rows: Record<string, unknown>[] = answer.breakdown ?? answer.timeseries ?? [answer.metrics];
  const leading =
    answer.breakdown !== undefined ? question.dimensions : answer.timeseries !== undefined ? ['date'] : [];
  return { columns: rows[0] === undefined ? [...leading, ...question.metrics] : Object.keys(rows[0]), rows };
}

/** `GET /api/overview` */
export const getOverview = report(parseOverviewQuery, ({ overview }) => overview, null);

const STEP = ['step', 'name', 'visitors', 'share_of_first', 'share_of_previous', 'drop_off', 'median_seconds'];

/** `GET /api/funnels`. As CSV a row for each step, of each label where there is a dimension. */
export const getFunnel = report(
  parseFunnelQuery,
  ({ funnel }) => funnel,
  ({ steps, breakdown }) =>
    breakdown === undefined
      ? { columns: STEP, rows: steps }
      : {
          columns: ['label', ...STEP],
          rows: breakdown.flatMap(({ label, steps }) => steps.map((step) => ({ label, ...step }))),
        },
);

const PERIOD = ['period', 'date', 'visitors', 'share', 'revenue', 'cumulative_revenue', 'complete'];

/** `GET /api/retention`. As CSV a row for each period of each cohort. */
export const getRetention = report(
  parseRetentionQuery,
  ({ retention }) => retention,
  ({ cohorts }, { dimension }) => ({
    columns: [...(dimension === null ? ['cohort'] : ['cohort', 'label']), 'cohort_visitors', ...PERIOD],
    rows: cohorts.flatMap(({ cohort, label, visitors: cohort_visitors, periods }) =>
      periods.map((period) => ({ cohort, label, cohort_visitors, ...period })),
    ),
  }),
);

/** `GET /api/journeys`. As CSV the whole paths. */
export const getJourneys = report(
  parseJourneysQuery,
  ({ journeys }) => journeys,
  ({ paths }) => ({
    columns: ['path', 'sessions', 'share'],
    rows: paths.map(({ path, ...row }) => ({ path: path.join(' > '), ...row })),
  }),
);

/** `GET /api/realtime`. As CSV the minutes. */
export const getRealtime = report(
  parseRealtimeQuery,
  ({ realtime }) => realtime,
  ({ minutes }) => ({ columns: ['date', 'pageviews', 'events'], rows: minutes }),
);
