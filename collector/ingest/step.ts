import type { DropReason } from '../contract/vocabulary.ts';
import type { NewEvent } from '../model/event.ts';
import type { Website } from '../model/website.ts';
import type { Client } from './client.ts';
import type { Signs } from './ingest.ts';
import type { Lookups, Referrer, Tags } from './lookups.ts';
import type { Rules } from './rules.ts';

/** One step of the pipeline: fills in what it knows of the event, or drops it. */
export type Step = (draft: Draft, facts: Facts) => Draft | Drop;

/** An event in the making. Only `row` is stored; what stands beside it is gone when the pipeline is through. */
export interface Draft {
  row: NewEvent;
  /** The caller's; replaced, never changed. */
  properties: Record<string, unknown>;
  /** Ids that the caller brought. */
  visitorId: string | null;
  sessionId: string | null;
  /** Who is visiting; null when a server speaks for nobody. */
  client: Client | null;
  /** Campaign tags of the page's address. */
  tags: Tags | null;
  /** What led to the page. */
  referrer: Referrer | null;
}

/** What is the same for all events of one delivery. */
export interface Facts {
  website: Website;
  mode: 'keyed' | 'public';
  /** `Sec-GPC: 1`. */
  gpc: boolean;
  signs: Signs | null;
  received: number;
  rules: Rules;
  lookups: Lookups;
}

/** An event that is not wanted: an everyday outcome, no error. */
export interface Drop {
  drop: DropReason;
}

export const drop = (reason: DropReason): Drop => ({ drop: reason });

export const isDrop = (outcome: Draft | Drop): outcome is Drop => 'drop' in outcome;

/** A property when it is a text, else null. */
export function textProperty(draft: Draft, key: string): string | null {
  const value = Object.hasOwn(draft.properties, key) ? draft.properties[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
