import { z } from 'zod';
import { ANNOTATION_MAX } from '../limits.ts';
import { listQuery, pagination } from '../lists.ts';

const DAY = 'YYYY-MM-DD that exists';
const day = z.iso.date(DAY);
const TEXT = `text of 1 to ${ANNOTATION_MAX} characters`;
/** Plain text of a line or several: no other control characters, and something to be seen. */
const text = z
  .string('string')
  .max(2 * ANNOTATION_MAX, TEXT)
  .refine((value) => [...value].length <= ANNOTATION_MAX && /[^\s\p{C}]/u.test(value), { error: TEXT })
  .refine((value) => !/[^\P{Cc}\r\n\t]|\p{Cs}/u.test(value), { error: 'text without control characters' });

/** A note on a day, for whoever reads a report: a launch, a newsletter, an outage. */
export const annotation = z.object({
  id: z.string(),
  /** A day in the website's time zone. */
  date: z.string(),
  text: z.string(),
  created_at: z.string(),
});
export type Annotation = z.infer<typeof annotation>;

/** Body of `POST /api/websites/{id}/annotations`. */
export const annotationBody = z.strictObject({ date: day, text }, 'object');
/** Body of `PUT /api/websites/{id}/annotations/{annotation_id}`: absent keeps. */
export const annotationPutBody = annotationBody.partial().extend({
  /** Read-only: may be sent back unchanged. */
  id: z.string('string').optional(),
  created_at: z.string('string').optional(),
});

/** Both days are included; either may be absent. */
export const annotationsQuery = listQuery.extend({
  start_date: day.describe('First day').optional(),
  end_date: day.describe('Last day').optional(),
});

export const annotationAnswer = z.object({ success: z.literal(true), annotation });
export const annotationsAnswer = z.object({
  success: z.literal(true),
  /** In order of day, then creation. */
  annotations: z.array(annotation),
  pagination,
});
export const annotationDeleteAnswer = z.object({
  success: z.literal(true),
  annotation_id: z.string(),
  deleted: z.literal(true),
});
