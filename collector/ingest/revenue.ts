import { createHmac } from 'node:crypto';
import Big from 'big.js';
import type { Warning } from '../contract/fields.ts';
import { REVENUE_MAX_FUTURE_MS } from '../contract/limits.ts';
import { invalid } from '../contract/problem.ts';
import type { RevenueBody } from '../contract/revenue.ts';
import { parseTimestamp } from '../contract/timestamp.ts';
import { mintTimedId } from '../model/id.ts';
import { currencyExponent } from '../model/money.ts';
import type { Payment } from '../model/payment.ts';
import { siteOf } from '../model/site.ts';
import type { Website } from '../model/website.ts';
import { cleanJson, cleanOptional } from './clean-text.ts';
import { isPastRetention, offsetWarnings } from './event-time.ts';
import { revenueType } from './revenue-type.ts';

/** What a payment's ids and hashes are made with. */
export interface Ids {
  /** A `bz_test_` key: kept apart from live data. */
  test: boolean;
  /** Seeds the minted id, so that a retry under one Idempotency-Key mints the same. */
  idSeed: string | null;
  /** The installation's secret; asked for only when there is something to hash. */
  secret(): Buffer;
}

/**
 * A payment as it is stored: signed integer minor units, one type, one time, no e-mail address.
 * Throws a Refusal for an unknown currency, a sign or type that contradicts itself, and a time that cannot be.
 */
export function normalizeRevenue(
  body: RevenueBody,
  website: Website,
  now: number,
  ids: Ids,
): { payment: Payment; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const currency = body.currency ?? website.currency;
  const amount = new Big(typeof body.amount === 'string' ? body.amount.replace(/^\+/, '') : body.amount);
  const minor = toMinor(amount, currency, warnings);
  const type = revenueType(body, amount, minor);
  const time = revenueTime(body.timestamp, website, now, warnings);
  const transaction = cleanOptional(body.transaction_id);
  if (transaction === null) {
    const message = 'Without a transaction_id a repeated request counts twice, unless it has an Idempotency-Key';
    warnings.push({ code: 'NO_TRANSACTION_ID', field: 'transaction_id', message });
  }
  const payment: Payment = {
    site: siteOf(website, ids.test),
    revenue_id: mintTimedId('rev', now, ids.idSeed, 0),
    transaction_id: transaction,
    type,
    minor: type === 'refund' && minor > 0 ? -minor : minor,
    currency,
    time,
    received: now,
    visitor: cleanOptional(body.visitor_id),
    session_id: cleanOptional(body.session_id),
    customer_id: cleanOptional(body.customer_id),
    email_hash: body.customer_email == null ? null : hashEmail(body.customer_email, ids.secret()),
    product: cleanOptional(body.product),
    original_transaction_id: cleanOptional(body.original_transaction_id),
    properties: cleanJson(body.properties ?? {}),
  };
  return { payment, warnings };
}

/** Amounts beyond this cannot be added exactly. */
const MINOR_MAX = Number.MAX_SAFE_INTEGER;
/** Less than this (major units) is the noise of a caller's own arithmetic, not worth a warning. */
const NOISE = 1e-6;

/** Half away from zero, as people round money. */
function toMinor(amount: Big, currency: string, warnings: Warning[]): number {
  const exponent = currencyExponent(currency);
  if (exponent === null) throw invalid('currency', 'ISO 4217 currency code', 'INVALID_VALUE', 'string');
  const rounded = amount.round(exponent, Big.roundHalfUp);
  const minor = rounded.times(new Big(10).pow(exponent));
  if (minor.abs().gt(MINOR_MAX)) throw invalid('amount', `amount of at most ${MINOR_MAX} minor units`);
  if (rounded.minus(amount).abs().gt(NOISE)) {
    const message = `Rounded to ${rounded.toFixed(exponent)}: ${currency} has ${exponent} decimal places`;
    warnings.push({ code: 'AMOUNT_ROUNDED', field: 'amount', message });
  }
  // `|| 0`: there is no negative zero in money.
  return Number(minor.toFixed(0)) || 0;
}

function revenueTime(timestamp: RevenueBody['timestamp'], website: Website, now: number, warnings: Warning[]): number {
  if (timestamp == null) return now;
  const time = parseTimestamp(timestamp);
  if (time - now > REVENUE_MAX_FUTURE_MS) {
    throw invalid('timestamp', 'timestamp at most 5 minutes in the future', 'INVALID_VALUE', 'string');
  }
  if (isPastRetention(now - time, website.settings.data_retention_days)) {
    throw invalid('timestamp', 'timestamp within retention', 'INVALID_VALUE', 'string');
  }
  warnings.push(...offsetWarnings(timestamp));
  return time;
}

/** Tells one customer's payments from another's without knowing the address; useless without the secret. */
function hashEmail(email: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(email.trim().toLowerCase()).digest('base64url');
}
