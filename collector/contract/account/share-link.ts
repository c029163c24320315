import { z } from 'zod';
import { record, text, timestamp } from '../fields.ts';

const NAME = 'string of 1 to 200 characters';
const FILTERS = 'object of dimension and filter, such as {"source": "is:Google"}';
const success = z.literal(true);

/** Body of `POST /api/websites/{website_id}/share-links`. */
export const shareLinkBody = z.strictObject(
  {
    name: z.string(NAME).trim().min(1, NAME).max(200, NAME),
    /** Each as the value of `filter_<dimension>` of `GET /api/analytics`. */
    filters: record(text, FILTERS, { additionalProperties: { type: 'string' } }).optional(),
    /** Whether money is told too. Default: no. */
    revenue: z.boolean('boolean').optional(),
    expires_at: timestamp.nullable().optional(),
  },
  'object',
);
export type ShareLinkBody = z.infer<typeof shareLinkBody>;

const shareLink = z.object({
  id: z.string(),
  name: z.string(),
  filters: z.record(z.string(), z.string()),
  revenue: z.boolean(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  /** The link without the collector's address. */
  path: z.string(),
});
export type ShareLinkAnswer = z.infer<typeof shareLink>;

export const shareLinksAnswer = z.object({ success, share_links: z.array(shareLink) });
export const shareLinkAnswer = z.object({ success, share_link: shareLink });

/** Answer of `GET /api/share`: what whoever has the link may see. */
export const shareAnswer = z.object({
  success,
  share: z.object({
    website: z.object({
      id: z.string(),
      name: z.string(),
      domain: z.string(),
      timezone: z.string(),
      currency: z.string(),
    }),
    name: z.string(),
    filters: z.record(z.string(), z.string()),
    revenue: z.boolean(),
  }),
});
