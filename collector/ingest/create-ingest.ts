import type { BatchEvent } from '../contract/event.ts';
import { EVENT_NAME_MAX } from '../contract/limits.ts';
import { fieldProblem, type Problem } from '../contract/problem.ts';
import type { DropReason } from '../contract/vocabulary.ts';
import type { NewEvent } from '../model/event.ts';
import { keepOrder } from '../model/event-order.ts';
import { mintTimedId } from '../model/id.ts';
import { type Site, siteOf } from '../model/site.ts';
import { MINUTE_MS } from '../model/time.ts';
import type { AppendOutcome, EventStore } from '../store/event-store.ts';
import type { Registry } from '../store/registry/index.ts';
import { cleanJson, cleanOptional } from './clean-text.ts';
import { type Client, clientOfBrowser, clientOfContext } from './client.ts';
import { createLookups } from './create-lookups.ts';
import { beginDraft, storedName } from './draft.ts';
import type { Geo } from './enrich/geo.ts';
import { eventTime } from './event-time.ts';
import { identifyWarnings } from './identify-warnings.ts';
import type { Delivery, Ingest, Receipt } from './ingest.ts';
import { runPipeline } from './pipeline.ts';
import { createRuleBook } from './rules.ts';
import { type Facts, isDrop } from './step.ts';

export interface IngestDependencies {
  store: Pick<EventStore, 'append'>;
  /** The salt of a calendar day such as `2026-11-23`. */
  salts: Registry['salt'];
  geo: Geo;
}

/** Websites whose compiled rules are kept at hand. */
const RULE_BOOK_SIZE = 1000;

/**
 * The write house: takes a delivery's events through the pipeline, appends what is left in one piece, and tells what
 * became of each. Rejects only when the store cannot take writes.
 */
export function createIngest({ store, salts, geo }: IngestDependencies): Ingest {
  const rulesOf = createRuleBook(RULE_BOOK_SIZE);
  const lookups = createLookups(geo, salts);
  return async (delivery) => {
    const { website, sender, received } = delivery;
    const facts: Facts = {
      website,
      mode: sender.mode,
      gpc: sender.gpc,
      signs: sender.signs,
      received,
      rules: rulesOf(website),
      lookups,
    };
    const site = siteOf(website, sender.test);
    const clientOf = clientsOf(delivery);
    const results = delivery.events.map(({ index, event }) =>
      prepare(index, event, clientOf(event), site, facts, delivery),
    );
    const events = results.flatMap(({ row }) => row ?? []);
    keepOrder(events);
    const drops = countDrops(site, results);
    const sessionTimeout = website.settings.session_timeout_minutes * MINUTE_MS;
    const outcomes =
      events.length + drops.length === 0
        ? []
        : await store.append({ events, sessionTimeout, drops, givenUp: delivery.givenUp, received });
    return settle(results, outcomes);
  };
}

interface Prepared {
  receipt: Receipt;
  /** Null when refused, or dropped without a trace. */
  row: NewEvent | null;
}

function prepare(
  index: number,
  event: BatchEvent,
  client: Client | null,
  site: Site,
  facts: Facts,
  delivery: Delivery,
): Prepared {
  const { sender, received, sentAt, website } = delivery;
  const id =
    cleanOptional(event.event_id) ??
    cleanOptional(event.message_id) ??
    mintTimedId('evt', received, sender.idSeed, index);
  const name = storedName(event.event_name);
  const told = { index, event_id: id, event_name: name, page: null, repeated: false };
  const refuse = (problem: Problem): Prepared => ({
    receipt: { ...told, time: received, dropped: null, warnings: [], problem },
    row: null,
  });

  if (name.trim() === '') return refuse(fieldProblem('event_name', NAME_EXPECTED, 'INVALID_VALUE', 'string'));
  const retentionDays = website.settings.data_retention_days;
  const at = eventTime(event.timestamp, { mode: sender.mode, received, sentAt, retentionDays });
  if ('code' in at) return refuse(at);

  const outcome = runPipeline(beginDraft(event, { site, id, name, client, at }, delivery), facts);
  const dropped = isDrop(outcome) ? outcome.drop : outcome.row.exclusion;
  const receipt: Receipt = { ...told, time: at.time, dropped, warnings: at.warnings, problem: null };
  if (isDrop(outcome)) return { receipt, row: null };
  outcome.row.properties = cleanJson(outcome.properties);
  const identify = identifyWarnings(outcome.row);
  if (dropped === null) receipt.page = outcome.row.page;
  if (identify.length > 0) receipt.warnings = [...receipt.warnings, ...identify];
  return { receipt, row: outcome.row };
}

const NAME_EXPECTED = `string of 1 to ${EVENT_NAME_MAX} characters`;

/** Who is visiting, made once for all events that share one. */
function clientsOf({ sender, defaults }: Delivery): (event: BatchEvent) => Client | null {
  const shared = sender.mode === 'public' ? clientOfBrowser(sender) : clientOfContext(defaults.context);
  return (event) => (sender.mode === 'public' || event.context === undefined ? shared : clientOfContext(event.context));
}

/** What is kept apart is counted by the store, which knows a repeat. */
function countDrops(site: Site, results: Prepared[]): { site: Site; reason: DropReason; count: number }[] {
  const counts = new Map<DropReason, number>();
  for (const { receipt, row } of results) {
    if (receipt.dropped !== null && row === null) counts.set(receipt.dropped, (counts.get(receipt.dropped) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ site, reason, count }));
}

/** A repeat is answered as the first was; callers are told when it differed. What is kept apart is answered like any drop. */
function settle(results: Prepared[], outcomes: AppendOutcome[]): Receipt[] {
  let stored = 0;
  return results.map(({ receipt, row }) => {
    const outcome = row === null ? undefined : outcomes[stored++];
    if (outcome === undefined || outcome.result === 'stored') return receipt;
    if (receipt.dropped !== null) return { ...receipt, repeated: true };
    if (outcome.result === 'duplicate') return { ...receipt, repeated: true, time: outcome.time };
    const message = 'An event with this id and other content is stored already; the first was kept';
    return {
      ...receipt,
      repeated: true,
      time: outcome.time,
      warnings: [...receipt.warnings, { code: 'DUPLICATE_DIFFERS', field: 'event_id', message }],
    };
  });
}
