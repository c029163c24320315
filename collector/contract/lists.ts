import { z } from 'zod';

/** Which part of a list was answered. */
export const pagination = z.object({
  limit: z.int(),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  total_rows: z.int().optional(),
});

/** Asks for a page of a list. */
export const listQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, 'integer of 1 to 1000')
    .optional(),
  cursor: z.string('string').optional(),
});

/** The same of a report's rows, as it is documented: the query room judges it. */
export const pageQuery = {
  limit: z.string().describe('1 to 1000. Default 100; of CSV, all').optional(),
  cursor: z.string().describe('`pagination.next_cursor` of the page before').optional(),
};
