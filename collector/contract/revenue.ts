import { z } from 'zod';
import { callerId, characters, currency, properties, text, timestamp, warnings } from './fields.ts';
import { ID_MAX_BYTES } from './limits.ts';

export const REVENUE_TYPES = ['payment', 'renewal', 'refund', 'trial'] as const;
export type RevenueType = (typeof REVENUE_TYPES)[number];

/** Spellings other tools use. */
export const REVENUE_TYPE_ALIASES = { sale: 'payment', subscription: 'renewal' } as const;

const AMOUNT = 'number or decimal string';
const TYPE_WORDS = [...REVENUE_TYPES, ...(Object.keys(REVENUE_TYPE_ALIASES) as (keyof typeof REVENUE_TYPE_ALIASES)[])];
const TYPE = `one of ${REVENUE_TYPES.join(', ')}`;

/** An id as text, or as the whole number that many databases have. */
const idOrNumber = <Id extends z.ZodType<string>>(id: Id, expected: string) =>
  z.union([id, z.int().transform(String)], expected);
const personId = idOrNumber(callerId, `string of 1 to ${ID_MAX_BYTES} bytes, or integer`);
const transactionId = idOrNumber(characters(255), 'string of 1 to 255 characters, or integer');

/**
 * Body of `POST /api/revenue`. Unknown fields are refused: a mistyped `transactionId` must not double-count money. What is
 * clear is taken however it's written, since a payment that is refused is seldom sent again: blanks about a value, a
 * number for an id, `null` for what there isn't.
 */
export const revenueBody = z.strictObject(
  {
    website_id: callerId,
    /** Major units (29.99), as a number or a decimal string without exponent or separators. */
    amount: z.union(
      [
        z.number(AMOUNT),
        z
          .string(AMOUNT)
          .trim()
          .regex(/^[+-]?\d{1,16}(?:\.\d{1,12})?$/, AMOUNT),
      ],
      AMOUNT,
    ),
    /** ISO 4217; the website's when absent. */
    currency: currency.nullish(),
    /** The dedupe key, per website and sign. */
    transaction_id: transactionId.nullish(),
    type: z.string(TYPE).trim().toLowerCase().pipe(z.enum(TYPE_WORDS, TYPE)).describe(TYPE).nullish(),
    /** Boolean spellings of `type`. */
    renewal: z.boolean('boolean').nullish(),
    refunded: z.boolean('boolean').nullish(),
    is_free_trial: z.boolean('boolean').nullish(),
    visitor_id: personId.nullish(),
    session_id: personId.describe('Your own, or the `ses_…` that an export gives').nullish(),
    customer_id: personId
      .describe(
        'Your own id of the customer. The `user_id` of an `identify` is matched, before the payment or after it',
      )
      .nullish(),
    /** Stored only as a keyed hash. */
    customer_email: z
      .string('e-mail address')
      .trim()
      .max(320, 'e-mail address')
      .regex(/^[^\s@]+@[^\s@]+$/, 'e-mail address')
      .nullish(),
    product: text.nullish(),
    /** The payment that a refund returns. */
    original_transaction_id: transactionId.nullish(),
    properties: properties.nullish(),
    timestamp: timestamp.nullish(),
  },
  'object',
);
export type RevenueBody = z.infer<typeof revenueBody>;

export const revenueQuery = z.strictObject({
  /** `replace` lets a repeat with other content update the first. */
  on_duplicate: z.enum(['keep', 'replace'], 'keep or replace').optional(),
});

/** Where a visit came from, as a payment remembers it. */
export const touch = z.object({
  channel: z.string(),
  source: z.string().nullable(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  entry_page: z.string().nullable(),
  timestamp: z.string(),
});
export type TouchAnswer = z.infer<typeof touch>;

/** The id that led from a payment to its visitor. */
export const MATCHED_BY = [
  'visitor_id',
  'session_id',
  'customer_id',
  'customer_email',
  'original_transaction_id',
] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

const ATTRIBUTION_STATUSES = ['attributed', 'pending', 'unattributed'] as const;

export const revenueAnswer = z.object({
  success: z.literal(true),
  revenue_id: z.string(),
  transaction_id: z.string().nullable(),
  /** True when this payment was known already; the first one's figures are answered. */
  duplicate: z.boolean(),
  type: z.enum(REVENUE_TYPES),
  /** Major units; refunds are negative. */
  amount: z.number(),
  currency: z.string(),
  timestamp: z.string(),
  attribution: z.object({
    status: z.enum(ATTRIBUTION_STATUSES),
    matched_by: z.enum(MATCHED_BY).nullable(),
    visitor_id: z.string().nullable(),
    first_touch: touch.nullable(),
    last_touch: touch.nullable(),
  }),
  warnings,
});
export type RevenueAnswer = z.infer<typeof revenueAnswer>;
