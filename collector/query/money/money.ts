import { isRevenueDimension, type RevenueDimension, type SessionDimension } from '../../contract/dimensions.ts';
import { UNATTRIBUTED_LABEL } from '../../contract/vocabulary.ts';
import { labelOf } from '../../model/dimension-label.ts';
import { compileFilter } from '../../model/match/filter.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { AnalyticsQuestion, Range } from '../ask/question.ts';
import { customerOf, divide, findOrigin } from './attribution.ts';
import { asPaid, priceIn } from './exchange.ts';

/** Money of one group, in minor units of its currency. */
export interface MoneyRow {
  keys: string[];
  currency: string;
  /** Payments and renewals. */
  gross: number;
  /** Negative. */
  refunds: number;
  transactions: Set<string>;
  customers: Set<string>;
}

export type MoneyDimension = SessionDimension | RevenueDimension;

/** A payment's part that one touch earned; a null touch earned what nobody is known for. */
export interface EarnedPart {
  payment: Payment;
  /** Equal for payments of one customer; null when nobody is named. */
  customer: string | null;
  touch: Touch | null;
  /** In minor units of `currency`: the report's where there was a rate for it, else the payment's own. */
  minor: number;
  currency: string;
}

/**
 * Every payment of a range in parts, after the question's filters. Each is converted to the question's currency before it
 * is divided, so that its parts sum to it; where rows tell currencies apart, none is converted.
 */
export async function earnedParts(
  source: ReportSource,
  question: AnalyticsQuestion,
  range: Range,
): Promise<EarnedPart[]> {
  const payments = await source.payments(question.site, range.start, range.end);
  const priced = question.dimensions.includes('currency')
    ? asPaid(payments)
    : await priceIn(source, payments, question.currency);
  const parts: EarnedPart[] = [];
  for (const { payment, minor, currency } of priced) {
    const { touches } = await findOrigin(source, payment, question.lookbackDays);
    const credits = divide(minor, touches, question.attribution);
    const customer = await customerOf(source, payment);
    if (credits.length === 0) parts.push({ payment, customer, touch: null, minor, currency });
    for (const credit of credits) parts.push({ payment, customer, currency, ...credit });
  }
  const filters = question.filters.map((filter) => ({ ...filter, passes: compileFilter(filter) }));
  return parts.filter((part) =>
    filters.every(({ dimension, passes }) => passes(moneyLabel(part, dimension as MoneyDimension))),
  );
}

/** Sums parts by dimensions. */
export function sumParts(parts: EarnedPart[], dimensions: MoneyDimension[], currency: string): MoneyRow[] {
  const rows = new Map<string, MoneyRow>();
  for (const part of parts) {
    const keys = dimensions.map((dimension) => moneyLabel(part, dimension));
    const id = JSON.stringify(keys);
    const row = rows.get(id) ?? noMoney(keys, dimensions.includes('currency') ? part.currency : currency);
    rows.set(id, row);
    add(row, part);
  }
  return [...rows.values()];
}

export const noMoney = (keys: string[], currency: string): MoneyRow => ({
  keys,
  currency,
  gross: 0,
  refunds: 0,
  transactions: new Set(),
  customers: new Set(),
});

function add(row: MoneyRow, { payment, customer, minor }: EarnedPart): void {
  if (payment.type === 'trial') return;
  if (payment.type === 'refund') {
    row.refunds += minor;
    return;
  }
  row.gross += minor;
  row.transactions.add(payment.revenue_id);
  if (customer !== null) row.customers.add(customer);
}

/** The label money has in a report; money nobody is known for is never Direct. */
function moneyLabel({ payment, touch }: EarnedPart, dimension: MoneyDimension): string {
  if (isRevenueDimension(dimension)) return labelOf(dimension, payment);
  return touch === null ? UNATTRIBUTED_LABEL : labelOf(dimension, touch);
}
