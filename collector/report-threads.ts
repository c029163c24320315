import { Worker } from 'node:worker_threads';
import { Refusal } from './contract/problem.ts';
import { parsePeriod } from './query/parse-period.ts';
import type { Reports } from './query/reports.ts';
import type { ReadArguments, ReadName, ReadReply, Reads } from './report-thread.ts';
import { StoreUnavailable } from './store/event-store.ts';

/** Two readers: one long report leaves one free, and the machine is small. */
const THREADS = 2;
/** More questions than this waiting are refused rather than queued for minutes. */
const MAX_WAITING = 200;

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

interface Reader {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/** Starts the readers over the store in `file`. A reader that dies is replaced. */
export function startReportThreads(
  file: string,
  earliest: (site: number) => number | null,
  now: () => number,
): { reports: Reports; close(): Promise<void> } {
  let nextId = 0;
  let closing = false;
  const readers: Reader[] = Array.from({ length: THREADS }, start);

  function start(): Reader {
    const worker = new Worker(new URL('./report-thread.js', import.meta.url), { workerData: { file } });
    const reader: Reader = { worker, waiting: new Map() };
    worker.on('message', (reply: ReadReply) => {
      const request = reader.waiting.get(reply.id);
      reader.waiting.delete(reply.id);
      if (reply.ok) request?.resolve(reply.result as never);
      else request?.reject(reply.refusal === null ? new Error(reply.message) : new Refusal(reply.refusal));
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      for (const request of reader.waiting.values()) request.reject(new StoreUnavailable('the reader has ended'));
      if (!closing) readers[readers.indexOf(reader)] = start();
    });
    return reader;
  }

  function ask<K extends ReadName>(read: K, ...args: ReadArguments<K>): Promise<Awaited<ReturnType<Reads[K]>>> {
    return new Promise((resolve, reject) => {
      const reader = readers.reduce((idlest, other) => (other.waiting.size < idlest.waiting.size ? other : idlest));
      if (closing || reader.waiting.size >= MAX_WAITING)
        return reject(new StoreUnavailable('too many reports are waiting'));
      const id = nextId++;
      reader.waiting.set(id, { resolve, reject });
      reader.worker.postMessage({ id, read, args });
    });
  }

  const reports: Reports = {
    analytics: (question) => ask('answerAnalytics', question),
    overview: (question) => ask('answerOverview', question),
    funnel: (question) => ask('answerFunnel', question),
    retention: (question) => ask('answerRetention', question),
    journeys: (question) => ask('answerJourneys', question),
    realtime: (question) => ask('answerRealtime', question),
    dataQuality: (question) => ask('answerDataQuality', question),
    conversionStats: (website, site, events, period) => {
      const { range } = parsePeriod({ period }, website.timezone, now(), () => earliest(site));
      const lookbackDays = website.settings.attribution_lookback_days;
      return ask('conversionStats', site, events, range, { currency: website.currency, lookbackDays });
    },
    conversionPreview: (website, site, event, period) => {
      const { timezone, currency, settings } = website;
      const { range } = parsePeriod({ period }, timezone, now(), () => earliest(site));
      const lookbackDays = settings.attribution_lookback_days;
      return ask('previewConversion', site, event, range, { timezone, currency, lookbackDays });
    },
    attribution: (website, site, revenueId) =>
      ask('paymentAttribution', site, revenueId, website.settings.attribution_lookback_days),
    properties: (site, eventName) => ask('listProperties', site, eventName),
    payments: (question) => ask('listPayments', question),
    explanation: (website, site, revenueId, how) => ask('explainPayment', website, site, revenueId, how),
  };
  return {
    reports,
    close: async () => {
      closing = true;
      await Promise.all(readers.map(({ worker }) => worker.terminate()));
    },
  };
}
