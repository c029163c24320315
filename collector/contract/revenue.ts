import { z } from 'zod';
import { callerId, characters, currency, properties, text, timestamp, warnings } from './fields.ts';

export const REVENUE_TYPES = ['payment', 'renewal', 'refund', 'trial'] as const;
export type RevenueType = (typeof REVENUE_TYPES)[number];

/** Spellings other tools use. */
export const REVENUE_TYPE_ALIASES = { sale: 'payment', subscription: 'renewal' } as const;

const AMOUNT = 'number or decimal string';

/** Body of `POST /api/revenue`. Unknown fields are refused: a mistyped `transactionId` must not double-count money. */
export const revenueBody = z.strictObject(
  {
    website_id: callerId,
    /** Major units (29.99), as a number or a decimal string without exponent or separators. */
    amount: z.union([z.number(AMOUNT), z.string(AMOUNT).regex(/^[+-]?\d{1,16}(?:\.\d{1,12})?$/, AMOUNT)], AMOUNT),
    /** ISO 4217; the website's when absent. */
    currency: currency.optional(),
    /** The dedupe key, per website and sign. */
    transaction_id: characters(255).optional(),
    type: z.enum([...REVENUE_TYPES, 'sale', 'subscription'], `one of ${[...REVENUE_TYPES].join(', ')}`).optional(),
    /** Boolean spellings of `type`. */
    renewal: z.boolean('boolean').optional(),
    refunded: z.boolean('boolean').optional(),
    is_free_trial: z.boolean('boolean').optional(),
    visitor_id: callerId.optional(),
    session_id: callerId.optional(),
    customer_id: callerId
      .describe(
        'Your own id of the customer. The `user_id` of an `identify` is matched, before the payment or after it',
      )
      .optional(),
    /** Stored only as a keyed hash. */
    customer_email: z
      .string('e-mail address')
      .max(320, 'e-mail address')
      .regex(/^[^\s@]+@[^\s@]+$/, 'e-mail address')
      .optional(),
    product: text.optional(),
    /** The payment that a refund returns. */
    original_transaction_id: characters(255).optional(),
    properties: properties.optional(),
    timestamp: timestamp.optional(),
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
