import { z } from 'zod';
import { PROPERTY_READ_EVENTS, PROPERTY_SCAN_EVENTS } from '../limits.ts';
import { text } from './analytics-query.ts';

/** The parameters of `GET /api/websites/{website_id}/properties`. */
export const propertiesQuery = z.strictObject({
  event_name: text('Of the events of this name alone'),
});

/** Answer of `GET /api/websites/{website_id}/properties`. */
export const propertiesAnswer = z.object({
  success: z.literal(true),
  properties: z
    .array(z.object({ key: z.string(), events: z.int() }))
    .describe(
      `What the newest ${PROPERTY_READ_EVENTS} such events carry, found among the newest ${PROPERTY_SCAN_EVENTS} of the ` +
        'website; the commonest first. Each is a dimension of the reports: `prop:<key>`',
    ),
});
export type PropertiesAnswer = z.infer<typeof propertiesAnswer>;
