import {
  DIRECT_CHANNEL,
  DIRECT_LABEL,
  NOT_SET_LABEL,
  type RevenueDimension,
  type SessionDimension,
  UNATTRIBUTED_LABEL,
} from '../contract/vocabulary.ts';
import type { Payment, Touch } from '../model/payment.ts';
import type { ReportSource } from '../store/report-source.ts';
import { customerOf, divide, findOrigin } from './attribution.ts';
import { asPaid, priceIn } from './exchange.ts';
import type { AnalyticsQuestion, Filter, Range } from './question.ts';

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
  return parts.filter((part) => question.filters.every((filter) => passes(part, filter)));
}

/** Sums parts by dimensions. */
export function sumParts(parts: EarnedPart[], dimensions: MoneyDimension[], currency: string): MoneyRow[] {
  const rows = new Map<string, MoneyRow>();
  for (const part of parts) {
    const keys = dimensions.map((dimension) => labelOf(part, dimension));
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
function labelOf({ payment, touch }: EarnedPart, dimension: MoneyDimension): string {
  if (dimension === 'product') return payment.product ?? NOT_SET_LABEL;
  if (dimension === 'currency') return payment.currency;
  if (touch === null) return UNATTRIBUTED_LABEL;
  const value = touch[dimension];
  if (value !== null) return value;
  if (dimension === 'channel') return DIRECT_CHANNEL;
  if (dimension === 'source') return DIRECT_LABEL;
  if (dimension === 'referrer' && touch.source === null) return DIRECT_LABEL;
  return NOT_SET_LABEL;
}

function passes(part: EarnedPart, filter: Filter): boolean {
  const label = labelOf(part, filter.dimension as MoneyDimension);
  const any = filter.values.some((value) => {
    switch (filter.operator) {
      case 'contains':
      case 'not_contains':
        return label.includes(value);
      case 'starts_with':
        return label.startsWith(value);
      default:
        return label === value;
    }
  });
  return filter.operator === 'is_not' || filter.operator === 'not_contains' ? !any : any;
}
