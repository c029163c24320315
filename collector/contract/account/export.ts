import { z } from 'zod';

/** What an owner may take away row by row: counted events, payments, events that are kept apart with the reason. */
export const EXPORT_KINDS = ['events', 'payments', 'excluded'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const oneOf = <T extends readonly [string, ...string[]]>(words: T) => z.enum(words, `one of ${words.join(', ')}`);

/** The parameters of `GET /api/websites/{id}/export`. */
export const exportQuery = z.strictObject({
  kind: oneOf(EXPORT_KINDS).describe('Default `events`').optional(),
  format: oneOf(EXPORT_FORMATS).describe('Default `ndjson`').optional(),
  start_date: z.string().describe('Inclusive day in the time zone, or an instant. Default: the beginning').optional(),
  end_date: z.string().describe('Inclusive day in the time zone, or an instant, then exclusive').optional(),
  timezone: z.string().describe("IANA time zone. Default: the website's").optional(),
  test: z.enum(['true', 'false'], 'true or false').describe('`true` reads what test keys have written').optional(),
});

/** Media types of the answers that are files, no JSON. */
export const EXPORT_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const satisfies Record<
  ExportFormat,
  string
>;
export const BACKUP_TYPE = 'application/vnd.sqlite3';

/** An answer that is a file; its shape is its media type's. */
export const fileAnswer = z.object({});
