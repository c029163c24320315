import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { parseAnalyticsQuery, type QuestionContext } from '../../../query/ask/parse.ts';
import { parseFunnelQuery } from '../../../query/ask/parse-funnel.ts';
import { parseJourneysQuery } from '../../../query/ask/parse-journeys.ts';
import { parseOverviewQuery } from '../../../query/ask/parse-overview.ts';
import { parseRealtimeQuery } from '../../../query/ask/parse-realtime.ts';
import { parseRetentionQuery } from '../../../query/ask/parse-retention.ts';
import { type Page, readOffset } from '../../../query/ask/place.ts';
import type { AnalyticsQuestion } from '../../../query/ask/question.ts';
import type { Reports } from '../../../query/reports/index.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Asked, readReportCall } from './report-call.ts';
import { linkNext, type Piece, periodWords, sendTable, WITHOUT } from './table.ts';

interface Table {
  /** What its file is called by. */
  name: string;
  columns: string[];
  rows: object[];
}

/** What every report answers that looks like a table. */
interface Tabular {
  period: { start: string; end: string };
  pagination?: { has_more: boolean; next_cursor: string | null } | undefined;
}

/** Handles an endpoint that answers one report: how it is asked for, which it is, and what it looks like as a table. */
const report =
  <Question extends object, Answer extends Tabular>(
    parse: (params: URLSearchParams, context: QuestionContext) => Question,
    choose: (reports: Reports) => (question: Question) => Promise<Answer>,
    tableOf: ((answer: Answer, question: Question) => Table) | null,
  ) =>
  ({ registry, reports, earliest }: Pick<Dependencies, 'registry' | 'reports' | 'earliest'>) =>
  async (call: Asked): Promise<object | string> => {
    const { context, asCsv } = readReportCall({ registry, earliest }, call);
    const question = parse(call.params, context);
    const ask = choose(reports);
    if (!asCsv || tableOf === null) return ask(question);
    const pages = pagesOf(call, question, ask);
    const first = await pages.next();
    if (first.done === true) throw new Error('a report without an answer');
    const { name, columns } = tableOf(first.value, question);
    return sendTable({
      ctx: call.ctx,
      caller: call.caller,
      name: [context.website.domain, name, ...periodWords(first.value.period)],
      columns,
      pieces: piecesOf(first.value, pages, call, question, (answer) => tableOf(answer, question).rows),
    });
  };

/** Rows of a long table that are held in memory at once. */
const PIECE = 1000;

/** The page that was asked for; where none was, every page, so that the table is whole. */
async function* pagesOf<Question extends object, Answer extends Tabular>(
  { params }: Asked,
  question: Question,
  ask: (question: Question) => Promise<Answer>,
): AsyncGenerator<Answer, void, void> {
  if (!('fingerprint' in question) || params.get('limit')) {
    yield await ask(question);
    return;
  }
  const { fingerprint } = question as unknown as Page;
  let at: Question = { ...question, limit: PIECE };
  while (true) {
    const answer = await ask(at);
    yield answer;
    const next = answer.pagination?.next_cursor ?? null;
    if (next === null) return;
    at = { ...at, ...readOffset(next, fingerprint) };
  }
}

async function* piecesOf<Answer extends Tabular>(
  first: Answer,
  others: AsyncIterable<Answer>,
  call: Asked,
  question: object,
  rowsOf: (answer: Answer) => object[],
): AsyncGenerator<Piece, void, void> {
  const limit = call.params.get('limit');
  const { offset = 0 } = question as Partial<Page>;
  const { has_more: more = false, next_cursor = null } = first.pagination ?? {};
  const isPage = Boolean(limit);
  const stops = isPage && more;
  if (stops && next_cursor !== null) linkNext(call.ctx, call.params, next_cursor);
  const shown = stops ? `${offset + 1} to ${offset + Number(limit)}, more follow` : `from ${offset + 1} on`;
  yield { rows: rowsOf(first), more: more && !isPage, part: stops || offset > 0 ? `${shown}; ${WITHOUT}` : null };
  for await (const answer of others)
    yield { rows: rowsOf(answer), more: answer.pagination?.has_more ?? false, part: null };
}

/** `GET /api/analytics`. As CSV the breakdown, else the time series, else the metrics alone. */
export const getAnalytics = report(parseAnalyticsQuery, ({ analytics }) => analytics, analyticsTable);

function analyticsTable(answer: AnalyticsAnswer, question: AnalyticsQuestion): Table {
  const rows: Record<string, unknown>[] = answer.breakdown ?? answer.timeseries ?? [answer.metrics];
  const leading =
    answer.breakdown !== undefined ? question.dimensions : answer.timeseries !== undefined ? ['date'] : [];
  const name = answer.breakdown === undefined ? 'analytics' : `by-${question.dimensions.join('-')}`;
  return { name, columns: rows[0] === undefined ? [...leading, ...question.metrics] : Object.keys(rows[0]), rows };
}

/** `GET /api/overview` */
export const getOverview = report(parseOverviewQuery, ({ overview }) => overview, null);

const STEP = ['step', 'name', 'visitors', 'share_of_first', 'share_of_previous', 'drop_off', 'median_seconds'];

/** `GET /api/funnels`. As CSV a row for each step, of each label where there is a dimension. */
export const getFunnel = report(
  parseFunnelQuery,
  ({ funnel }) => funnel,
  ({ steps, breakdown }, { dimension }) =>
    breakdown === undefined
      ? { name: 'funnel', columns: STEP, rows: steps }
      : {
          name: `funnel-by-${dimension}`,
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
    name: 'retention',
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
    name: 'journeys',
    columns: ['path', 'sessions', 'share'],
    rows: paths.map(({ path, ...row }) => ({ path: path.join(' > '), ...row })),
  }),
);

/** `GET /api/realtime`. As CSV the minutes. */
export const getRealtime = report(
  parseRealtimeQuery,
  ({ realtime }) => realtime,
  ({ minutes }) => ({ name: 'realtime', columns: ['date', 'pageviews', 'events'], rows: minutes }),
);
