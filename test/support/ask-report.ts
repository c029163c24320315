import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import type { QuestionContext } from '../../collector/query/ask/parse.ts';
import { parseFunnelQuery } from '../../collector/query/ask/parse-funnel.ts';
import { parseJourneysQuery } from '../../collector/query/ask/parse-journeys.ts';
import { parseRealtimeQuery } from '../../collector/query/ask/parse-realtime.ts';
import { parseRetentionQuery } from '../../collector/query/ask/parse-retention.ts';
import { answerFunnel } from '../../collector/query/reports/funnel.ts';
import { answerJourneys } from '../../collector/query/reports/journeys.ts';
import { answerRealtime } from '../../collector/query/reports/realtime.ts';
import { answerRetention } from '../../collector/query/reports/retention.ts';
import type { ReportSource } from '../../collector/store/report-source.ts';
import { findEarliest } from '../../collector/store/sqlite/read/earliest.ts';
import { NOON, SITE, website } from './made-up.ts';
import type { TemporaryStore } from './temporary-store.ts';

/** A query string, its pairs, or its parameters. */
type Parameters = string | [string, string][] | Record<string, string>;
interface Over {
  now?: number;
  conversionEvents?: ConversionEvent[];
}

const asker =
  <Question, Answer>(
    parse: (params: URLSearchParams, context: QuestionContext) => Question,
    answer: (source: ReportSource, question: Question) => Promise<Answer>,
  ) =>
  async ({ source, db }: TemporaryStore, params: Parameters, over: Over = {}): Promise<Answer> => {
    const context = {
      website,
      site: SITE,
      conversionEvents: over.conversionEvents ?? [],
      now: over.now ?? NOON,
      earliest: () => findEarliest(db)(SITE),
    };
    return answer(source, parse(new URLSearchParams(params), context));
  };

/** Ask the read house what `GET /api/funnels` and its neighbours would. */
export const askFunnel = asker(parseFunnelQuery, answerFunnel);
export const askRetention = asker(parseRetentionQuery, answerRetention);
export const askJourneys = asker(parseJourneysQuery, answerJourneys);
export const askRealtime = asker(parseRealtimeQuery, answerRealtime);
