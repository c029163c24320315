import { z } from 'zod';

/** What became of an event that reached the collector. */
const ARRIVAL_OUTCOMES = ['accepted', 'duplicate', 'dropped', 'refused'] as const;

export const arrivalsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'integer of 1 to 100')
    .describe('1 to 100. Default 20')
    .optional(),
});

/** Answer of `GET /api/websites/{website_id}/arrivals`. Hosts are without scheme and port. */
export const arrivalsAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  /** When the collector started; of what came before nothing is told. */
  since: z.string(),
  /** Newest first. */
  arrivals: z.array(
    z.object({
      at: z.string(),
      outcome: z.enum(ARRIVAL_OUTCOMES),
      /** Why it was dropped or refused. */
      reason: z.string().nullable(),
      /** The same as a sentence. */
      message: z.string(),
      event_name: z.string().nullable(),
      /** Host of the page that sent it; null for servers, and for pages that have none. */
      origin: z.string().nullable(),
      /** Path of the page; told of accepted events. */
      page: z.string().nullable(),
    }),
  ),
  /** Ids that events named and no website has, latest first. Empty for a caller that is bound to websites. */
  unknown_websites: z.array(
    z.object({ website_id: z.string(), origin: z.string().nullable(), count: z.int(), last_at: z.string() }),
  ),
  /** Pages that loaded the snippet, latest first. A caller that is bound to websites sees the hosts that this one allows. */
  script_requests: z.array(z.object({ origin: z.string(), last_at: z.string() })),
});
export type ArrivalsAnswer = z.infer<typeof arrivalsAnswer>;
