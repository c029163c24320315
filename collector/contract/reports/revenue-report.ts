import { z } from 'zod';
import { callerId, characters, oneOf, properties } from '../fields.ts';
import { listQuery, pagination } from '../lists.ts';
import { MATCHED_BY, REVENUE_TYPES, revenueAnswer, touch } from '../revenue.ts';
import { ATTRIBUTION_MODELS, PERIODS } from '../vocabulary.ts';

/** Why a payment is credited to nobody. */
export const UNATTRIBUTED_REASONS = [
  'no_ids',
  'payment_unknown',
  'session_unknown',
  'customer_unknown',
  'visitor_unknown',
  'only_payment_provider',
  'only_excluded_referrers',
  'outside_lookback',
] as const;
export type UnattributedReason = (typeof UNATTRIBUTED_REASONS)[number];

/** Why a touch earned nothing. */
export const UNCREDITED_REASONS = [
  'outside_lookback',
  'payment_provider',
  'excluded_referrer',
  'direct',
  'not_first',
  'not_last',
] as const;
export type UncreditedReason = (typeof UNCREDITED_REASONS)[number];

const websiteId = callerId.describe('Required unless the key is bound to one website').optional();
const test = z.enum(['true', 'false'], 'true or false').describe('`true` reads what test keys have written').optional();
const LOOKBACK = 'integer of 1 to 365';
const lookbackDays = z
  .string()
  .regex(/^(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-5])$/, LOOKBACK)
  .describe("1 to 365. Default: the website's")
  .optional();
const id = characters(255);

/** The parameters of `GET /api/revenue`. */
export const revenueListQuery = listQuery.extend({
  website_id: websiteId,
  period: oneOf(PERIODS).describe('Default `30d`; `all` where a transaction or a customer is named').optional(),
  start_date: z.string().describe('Inclusive day in the time zone, or an instant').optional(),
  end_date: z.string().describe('Inclusive day in the time zone, or an instant, then exclusive').optional(),
  timezone: z.string().describe("IANA time zone. Default: the website's").optional(),
  status: oneOf(['attributed', 'pending', 'unattributed'] as const).optional(),
  type: oneOf(REVENUE_TYPES).optional(),
  transaction_id: id.optional(),
  customer_id: id.optional(),
  currency: z.string().describe('ISO 4217').optional(),
  attribution: oneOf(ATTRIBUTION_MODELS).describe("What `credited` goes by. Default: the website's").optional(),
  lookback_days: lookbackDays,
  format: oneOf(['json', 'csv'] as const)
    .describe('`csv` without `limit` answers every payment')
    .optional(),
  test,
});
export type RevenueListQuery = z.infer<typeof revenueListQuery>;

/** The parameters of `GET /api/revenue/{revenue_id}`. */
export const revenueExplanationQuery = z.strictObject({
  website_id: websiteId,
  attribution: oneOf(ATTRIBUTION_MODELS).describe("Default: the website's").optional(),
  lookback_days: lookbackDays,
  test,
});

/** The parameters of `DELETE /api/revenue/{revenue_id}`. */
export const revenueDeleteQuery = z.strictObject({ website_id: websiteId });

const payment = z.object({
  revenue_id: z.string(),
  transaction_id: z.string().nullable(),
  original_transaction_id: z.string().nullable(),
  type: z.enum(REVENUE_TYPES),
  /** Major units; refunds are negative. */
  amount: z.number(),
  currency: z.string(),
  timestamp: z.string(),
  received_at: z.string(),
  visitor_id: z.string().nullable(),
  session_id: z.string().nullable(),
  customer_id: z.string().nullable(),
  product: z.string().nullable(),
  properties,
});
export type PaymentAnswer = z.infer<typeof payment>;

/** What a payment is credited to; for one that is credited to nobody, why, as a word and as a sentence. */
const attribution = revenueAnswer.shape.attribution.extend({
  reason: z.enum(UNATTRIBUTED_REASONS).nullable(),
  explanation: z.string().nullable(),
});
export type ReasonedAttribution = z.infer<typeof attribution>;

/** Who a payment is credited to under a model, in the order of the touches; the shares sum to a hundred. */
const credited = z.array(z.object({ channel: z.string(), source: z.string().nullable(), percent: z.number() }));
export type CreditedAnswer = z.infer<typeof credited>;

const listedPayment = payment.extend({ attribution: attribution.extend({ credited }) });
export type ListedPayment = z.infer<typeof listedPayment>;

export const revenueListAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  period: z.object({ start: z.string(), end: z.string(), timezone: z.string() }),
  /** Newest first. */
  payments: z.array(listedPayment),
  pagination,
});
export type RevenueListAnswer = z.infer<typeof revenueListAnswer>;

const credit = z.object({
  event_id: z.string(),
  /** Major units of the payment's currency. The credits of a model sum to the payment. */
  credit: z.number(),
  percent: z.number(),
});

const judgedTouch = touch.extend({
  /** The event it came with, as `bizness export` names it. */
  event_id: z.string(),
  credit: z.number(),
  percent: z.number(),
  /** Null for a touch that is credited. */
  reason: z.enum(UNCREDITED_REASONS).nullable(),
  explanation: z.string(),
});
export type JudgedTouch = z.infer<typeof judgedTouch>;

const originStep = z.object({
  found: z.enum(['refunded_payment', 'first_payment', 'visitor']),
  by: z.enum(MATCHED_BY),
  revenue_id: z.string().nullable(),
  visitor_id: z.string().nullable(),
});
export type OriginStepAnswer = z.infer<typeof originStep>;

export const revenueExplanationAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  payment,
  /** What reports in the website's currency count it as; null where that is its own, or has no rate. */
  converted: z.object({ amount: z.number(), currency: z.string(), rate_date: z.string() }).nullable(),
  attribution: attribution.extend({
    model: z.enum(ATTRIBUTION_MODELS),
    lookback_days: z.int(),
    /** When the payment was made that the look-back counts from: a refund's original, a renewal's first. */
    looked_back_from: z.string(),
    /** From the payment to its visitor, step by step. */
    chain: z.array(originStep),
    /** Every touch of the visitor up to then, oldest first. */
    touches: z.array(judgedTouch),
    /** Touches before the look-back that are too many to list. */
    older_touches: z.int(),
    /** What each model credits. */
    models: z.record(z.enum(ATTRIBUTION_MODELS), z.array(credit)),
  }),
});
export type RevenueExplanation = z.infer<typeof revenueExplanationAnswer>;

export const revenueDeleteAnswer = z.object({
  success: z.literal(true),
  revenue_id: z.string(),
  transaction_id: z.string().nullable(),
  deleted: z.literal(true),
});
