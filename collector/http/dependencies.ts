import type { Logger } from 'pino';
import type { ConversionEvent } from '../contract/conversion-event.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Site, Website } from '../model/website.ts';
import type { AnalyticsQuestion } from '../query/question.ts';
import type { Reports } from '../query/reports.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Registry } from '../store/registry.ts';
import type { Limits } from './limits.ts';

/** What the HTTP room is given; it reaches for nothing else. */
export interface Dependencies {
  /** ms UTC. */
  now: () => number;
  log: Logger;
  registry: Registry;
  store: EventStore;
  ingest: Ingest;
  reports: Reports;
  /** Understands the parameters of a report. Throws a refusal. */
  parseAnalyticsQuery: (params: URLSearchParams, context: QuestionContext) => AnalyticsQuestion;
  limits: Limits;
  /** CIDR blocks of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: string[];
  /** Folder of the built snippet and its `manifest.json`. */
  snippetDir: string;
  /** Whether the store can take writes. */
  ready: () => boolean;
}

export interface QuestionContext {
  website: Website;
  site: Site;
  conversionEvents: ConversionEvent[];
  now: number;
}
