import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from './contract/problem.ts';
import { answerAnalytics } from './query/analytics.ts';
import { conversionStats } from './query/conversion-stats.ts';
import { answerDataQuality } from './query/data-quality.ts';
import { explainPayment } from './query/explain-payment.ts';
import { answerFunnel } from './query/funnel.ts';
import { answerJourneys } from './query/journeys.ts';
import { listPayments } from './query/list-payments.ts';
import { listProperties } from './query/list-properties.ts';
import { answerOverview } from './query/overview.ts';
import { paymentAttribution } from './query/payment-attribution.ts';
import { previewConversion } from './query/preview-conversion.ts';
import { answerRealtime } from './query/realtime.ts';
import { remember } from './query/remember.ts';
import { answerRetention } from './query/retention.ts';
import { openConnection } from './store/sqlite/engine/connection.ts';
import { createReportSource } from './store/sqlite/read/report-source.ts';

/*
 * One reader: the read house over a read-only connection, in a thread of its own, so that a slow report holds up neither
 * HTTP nor the writer.
 */

const READS = {
  answerAnalytics,
  answerDataQuality,
  answerFunnel,
  answerJourneys,
  answerOverview,
  answerRealtime,
  answerRetention,
  conversionStats,
  explainPayment,
  listPayments,
  listProperties,
  paymentAttribution,
  previewConversion,
};
export type Reads = typeof READS;
export type ReadName = keyof Reads;

/** What a read is asked for: its arguments after the source. */
export type ReadArguments<K extends ReadName> = Parameters<Reads[K]> extends [unknown, ...infer Rest] ? Rest : never;

export interface ReadRequest {
  id: number;
  read: ReadName;
  args: unknown[];
}
export type ReadReply =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; refusal: Refusal['problem'] | null; message: string };

if (parentPort !== null) {
  const port = parentPort;
  const source = createReportSource(openConnection((workerData as { file: string }).file, { readonly: true }));
  port.on('message', async ({ id, read, args }: ReadRequest) => {
    try {
      const run = READS[read] as (...all: unknown[]) => Promise<unknown>;
      port.postMessage({ id, ok: true, result: await run(remember(source), ...args) } satisfies ReadReply);
    } catch (error) {
      const refusal = error instanceof Refusal ? error.problem : null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ id, ok: false, refusal, message } satisfies ReadReply);
    }
  });
}
