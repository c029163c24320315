import { z } from 'zod';

/** What goes with a visitor; answer of `GET` and `DELETE /api/websites/{id}/visitors/{visitor_id}`. */
export const visitorErasureAnswer = z.object({
  success: z.literal(true),
  /** All visitors that are the same person by `identify`. */
  visitor_ids: z.array(z.string()),
  /** Counted events and those kept apart. */
  events: z.int(),
  sessions: z.int(),
  /** Payments that stay as money, without anything that leads to the person. */
  payments: z.int(),
});
