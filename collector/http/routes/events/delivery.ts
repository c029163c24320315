import type { IncomingHttpHeaders } from 'node:http';
import type { BatchEvent, Context as VisitorContext } from '../../../contract/event.ts';
import { EVENT_MAX_BYTES } from '../../../contract/limits.ts';
import { fieldProblem, type Path, type Problem, typeName } from '../../../contract/problem.ts';
import { parseTimestamp } from '../../../contract/timestamp.ts';
import type { Delivery, Sender } from '../../../ingest/ingest.ts';
import type { Caller } from '../../../model/caller.ts';
import type { Website } from '../../../model/website.ts';
import type { Registry } from '../../../store/registry/index.ts';
import { reachableWebsite, websiteNotFound } from '../../demands/website-access.ts';
import type { Call } from '../../serve.ts';

/** What the two event endpoints have in common. */
type EventCall = Pick<Call, 'ctx' | 'address' | 'received' | 'idSeed'> & { caller: Caller | null };

/** The website an event is for. Throws a refusal when it is unknown or out of reach. */
export function websiteOf({ caller }: Pick<EventCall, 'caller'>, registry: Registry, id: string): Website {
  if (caller !== null) return reachableWebsite(registry, caller, id);
  const website = registry.website(id);
  if (website === null) throw websiteNotFound();
  return website;
}

interface Envelope {
  visitor_id?: string | undefined;
  session_id?: string | undefined;
  context?: VisitorContext | undefined;
  sent_at?: string | undefined;
  dropped_events?: number | undefined;
}

/** The events of one request, addressed to the write house. What a browser says of its own address is not believed. */
export function deliveryOf(
  call: EventCall,
  website: Website,
  { visitor_id, session_id, context, sent_at, dropped_events }: Envelope,
  events: { index: number; event: BatchEvent }[],
): Delivery {
  return {
    website,
    sender: senderOf(call),
    received: call.received,
    sentAt: sent_at === undefined ? null : parseTimestamp(sent_at),
    defaults: { visitor_id, session_id, context },
    givenUp: dropped_events ?? 0,
    events,
  };
}

function senderOf({ ctx, caller, address, idSeed }: EventCall): Sender {
  if (caller !== null) {
    return {
      mode: 'keyed',
      test: caller.test,
      idSeed,
      address: null,
      userAgent: null,
      acceptLanguage: null,
      gpc: false,
      signs: null,
    };
  }
  const { headers } = ctx;
  const hint = (name: string): string | null => headers[name]?.toString() ?? null;
  return {
    mode: 'public',
    test: false,
    idSeed: null,
    address,
    userAgent: headers['user-agent'] ?? null,
    acceptLanguage: headers['accept-language'] ?? null,
    gpc: headers['sec-gpc'] === '1',
    signs: {
      brands: hint('sec-ch-ua'),
      platformVersion: hint('sec-ch-ua-platform-version'),
      isBare: isBare(headers),
    },
  };
}

/** Sent by every browser with each request: the last two by all since 2023, though over plain HTTP to hardly anyone. */
const UNASKED = ['accept-language', 'sec-fetch-mode', 'sec-ch-ua'];

/** A proxy that says it is one may have taken headers away, as some content delivery networks do: then nothing is read from it. */
function isBare(headers: IncomingHttpHeaders): boolean {
  return headers.via === undefined && UNASKED.every((name) => headers[name] === undefined);
}

/** The problem of an event that is too large, else null. Free as long as the whole body is smaller than one event may be. */
export function sizeProblem(event: unknown, bodyBytes: number, at: Path): Problem | null {
  if (bodyBytes <= EVENT_MAX_BYTES || Buffer.byteLength(JSON.stringify(event) ?? '') <= EVENT_MAX_BYTES) return null;
  return fieldProblem(at, `event of at most ${EVENT_MAX_BYTES} bytes`, 'INVALID_VALUE', typeName(event));
}
