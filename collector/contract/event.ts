import { z } from 'zod';
import { callerId, countryCode, ipAddress, properties, text, timestamp, warnings } from './fields.ts';
import { BATCH_MAX_EVENTS, EVENT_NAME_MAX } from './limits.ts';
import { DROP_REASONS } from './vocabulary.ts';

const KNOWN = 'string of at most 100 characters';
/** What servers have no value for, they say in several ways. */
const known = z.string(KNOWN).max(100, KNOWN).nullish();
const DEVICES = ['desktop', 'mobile', 'tablet'] as const;
const DEVICE = `one of ${DEVICES.join(', ')}`;

/**
 * What a server knows of the visitor it speaks for. Ignored in public mode. What it says of a place or a browser goes before
 * what `ip` and `user_agent` would.
 */
export const context = z.object(
  {
    ip: ipAddress.optional(),
    user_agent: text.optional(),
    referrer: text.optional(),
    locale: text.optional(),
    country: countryCode.describe('ISO 3166, in any case. A code of no country, such as XX, is none').nullish(),
    region: known,
    city: known,
    browser: known,
    browser_version: known.describe('Kept to its second number'),
    os: known,
    os_version: known.describe('Kept to its second number'),
    device: z
      .string(DEVICE)
      .toLowerCase()
      .pipe(z.enum(DEVICES, DEVICE))
      .describe(`${DEVICES.join(', ')}, in any case`)
      .nullish(),
  },
  'object',
);
export type Context = z.infer<typeof context>;

const eventFields = {
  /** Name of the event. `pageview` and `$pageview` are stored as `page_view`. */
  event_name: z
    .string('string')
    .min(1, `string of 1 to ${EVENT_NAME_MAX} characters`)
    .refine((name) => [...name].length <= EVENT_NAME_MAX && name.trim() !== '', {
      error: `string of 1 to ${EVENT_NAME_MAX} characters`,
    }),
  /** Unique visitor. Without one a browser's event gets the cookieless daily id. */
  visitor_id: callerId.optional(),
  /** For callers who keep sessions themselves: events that share one are one session. */
  session_id: callerId.optional(),
  /** The caller's own id, for idempotency: stored once per website. */
  event_id: callerId.optional(),
  /** Alias of `event_id`. */
  message_id: callerId.optional(),
  properties: properties.optional(),
  /** ISO 8601; absent means now. */
  timestamp: timestamp.optional(),
  context: context.optional(),
};

const websiteId = callerId;

/** One event inside a batch. */
export const batchEvent = z.object(eventFields, 'object');
export type BatchEvent = z.infer<typeof batchEvent>;

/** Body of `POST /api/events`. */
export const eventBody = z.object({ website_id: websiteId, ...eventFields, sent_at: timestamp.optional() }, 'object');

/** Body of `POST /api/events/batch`. Each event is judged on its own, so that one bad event spoils no other. */
export const batchBody = z.object(
  {
    website_id: websiteId,
    events: z
      .array(z.unknown(), 'array of events')
      .min(1, `array of 1 to ${BATCH_MAX_EVENTS} events`)
      .max(BATCH_MAX_EVENTS, `array of 1 to ${BATCH_MAX_EVENTS} events`),
    /** Defaults for events that bring none of their own. */
    visitor_id: callerId.optional(),
    session_id: callerId.optional(),
    context: context.optional(),
    /** The client's clock when it sent the batch; corrects a wrong one. */
    sent_at: timestamp.optional(),
    /**
     * How many events the sender's queue gave up since it was last heard: too old, too many, or broken. Nonsense counts as
     * none, since a remark about loss must not cost the events it comes with.
     */
    dropped_events: z.int().min(0).optional().catch(undefined),
  },
  'object',
);

export const EVENT_BODY_FIELDS = new Set(Object.keys(eventBody.shape));
export const BATCH_BODY_FIELDS = new Set(Object.keys(batchBody.shape));
export const CONTEXT_FIELDS = new Set(Object.keys(context.shape));
export const BATCH_EVENT_FIELDS = new Set(Object.keys(eventFields));

const dropReason = z.enum(DROP_REASONS);

/** Answer of `POST /api/events`. A keyed caller is told of a drop: `event_id:null, dropped:"<reason>"`. */
export const eventAnswer = z.object({
  success: z.literal(true),
  event_id: z.string().nullable(),
  timestamp: z.string(),
  dropped: dropReason.optional(),
  warnings,
});

/** Answer of `POST /api/events/batch`. `event_ids` are the accepted ones, in input order. */
export const batchAnswer = z.object({
  success: z.literal(true),
  processed: z.int(),
  failed: z.int(),
  event_ids: z.array(z.string()),
  errors: z
    .array(
      z.object({ index: z.int(), error: z.object({ code: z.string(), message: z.string(), details: z.unknown() }) }),
    )
    .optional(),
  /** For keyed callers: what was accepted and not counted. */
  dropped: z.array(z.object({ index: z.int(), event_id: z.null(), dropped: dropReason })).optional(),
  warnings,
});
export type EventAnswer = z.infer<typeof eventAnswer>;
export type BatchAnswer = z.infer<typeof batchAnswer>;
