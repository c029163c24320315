import { isRevenueDimension, type RevenueDimension, type SessionDimension } from '../../contract/dimensions.ts';
import { UNATTRIBUTED_LABEL } from '../../contract/vocabulary.ts';
import { labelOf } from '../../model/dimension-label.ts';
import { compileFilter } from '../../model/match/filter.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { AnalyticsQuestion, Range } from '../ask/question.ts';
import { customerOf, divide, dividesOrders, findOrigin, ORDER } from './attribution.ts';
import { asPaid, priceIn } from './exchange.ts';

/** Money of one group, in minor units of its currency. */
export interface MoneyRow {
  keys: string[];
  currency: string;
  /** Payments and renewals. */
  gross: number;
  /** Negative. */
  refunds: number;
  /** Payments and renewals, each as far as it was earned here, in millionths. */
  orders: number;
  /** What these orders came to as wholes, each times its millionths earned here. */
  worth: bigint;
  /** How much of each customer is here, in millionths. */
  customers: Map<string, number>;
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
  /** The whole payment in the same units, and the part's millionths of it. */
  whole: number;
  order: number;
  /** False where a filter by visits leaves the part out: it still is one of those that its customer is divided among. */
  kept: boolean;
}

/** What money is asked for by. */
export type MoneyQuestion = Pick<
  AnalyticsQuestion,
  'site' | 'currency' | 'attribution' | 'lookbackDays' | 'dimensions' | 'filters'
>;

/**
 * Every payment of a range in parts, those kept by the question's filters and the others of the same payments. Each is
 * converted to the question's currency before it is divided, so that its parts sum to it; where rows tell currencies
 * apart, none is converted.
 */
export async function earnedParts(source: ReportSource, question: MoneyQuestion, range: Range): Promise<EarnedPart[]> {
  const payments = await source.payments(question.site, range.start, range.end);
  const priced = question.dimensions.includes('currency')
    ? asPaid(payments)
    : await priceIn(source, payments, question.currency);
  const filters = question.filters.map((filter) => ({ ...filter, passes: compileFilter(filter) }));
  const ofPayments = filters.filter(({ dimension }) => isRevenueDimension(dimension));
  const ofVisits = filters.filter(({ dimension }) => !isRevenueDimension(dimension));
  const parts: EarnedPart[] = [];
  for (const { payment, minor, currency } of priced) {
    if (!ofPayments.every(({ dimension, passes }) => passes(labelOf(dimension as RevenueDimension, payment)))) continue;
    const { touches } = await findOrigin(source, payment, question.lookbackDays);
    const customer = await customerOf(source, payment);
    const credits = divide(minor, touches, question.attribution);
    for (const credit of credits.length > 0 ? credits : [{ touch: null, minor, order: ORDER }]) {
      const kept = ofVisits.every(({ dimension, passes }) =>
        passes(touchLabel(credit.touch, dimension as SessionDimension)),
      );
      parts.push({ payment, customer, currency, whole: minor, kept, ...credit });
    }
  }
  return parts;
}

/**
 * Sums parts by dimensions. Orders are counted as far as they were earned. Under a model that divides them, so are
 * customers: each is divided as their orders are, so that rows sum to the whole. Under one that doesn't, each is whole
 * wherever one of their orders is.
 */
export function sumParts(
  parts: EarnedPart[],
  dimensions: MoneyDimension[],
  { currency, attribution }: Pick<AnalyticsQuestion, 'currency' | 'attribution'>,
): MoneyRow[] {
  const shareOf = dividesOrders(attribution) ? divideCustomers(parts, dimensions) : null;
  const rows = new Map<string, MoneyRow>();
  for (const part of parts) {
    const share = shareOf?.(part) ?? 0;
    if (!part.kept) continue;
    const keys = dimensions.map((dimension) => moneyLabel(part, dimension));
    const id = JSON.stringify(keys);
    const row = rows.get(id) ?? noMoney(keys, dimensions.includes('currency') ? part.currency : currency);
    rows.set(id, row);
    add(row, part);
    if (part.customer === null || !isOrder(part)) continue;
    row.customers.set(part.customer, shareOf === null ? ORDER : (row.customers.get(part.customer) ?? 0) + share);
  }
  return [...rows.values()];
}

/**
 * How much of its customer each part is, asked of one after the other: all of their orders together are one customer.
 * Of rows by what was paid for, each has its own: who buys two products is a customer of both.
 */
function divideCustomers(parts: EarnedPart[], dimensions: MoneyDimension[]): (part: EarnedPart) => number {
  const paidFor = dimensions.filter(isRevenueDimension);
  const nameOf = ({ customer, payment }: EarnedPart) =>
    JSON.stringify([customer, ...paidFor.map((dimension) => labelOf(dimension, payment))]);
  const sums = new Map<string, { all: number; before: number }>();
  for (const part of parts.filter(isOrder)) {
    const name = nameOf(part);
    const sum = sums.get(name) ?? { all: 0, before: 0 };
    sums.set(name, sum);
    sum.all += part.order;
  }
  return (part) => {
    const sum = isOrder(part) ? sums.get(nameOf(part)) : undefined;
    if (sum === undefined) return 0;
    // Each boundary is rounded, not each share, so that they sum to one customer.
    const upTo = (order: number) => Math.round(order / (sum.all / ORDER));
    const share = upTo(sum.before + part.order) - upTo(sum.before);
    sum.before += part.order;
    return share;
  };
}

const isOrder = ({ payment }: EarnedPart): boolean => payment.type === 'payment' || payment.type === 'renewal';

export const noMoney = (keys: string[], currency: string): MoneyRow => ({
  keys,
  currency,
  gross: 0,
  refunds: 0,
  orders: 0,
  worth: 0n,
  customers: new Map(),
});

function add(row: MoneyRow, part: EarnedPart): void {
  const { payment, minor, whole, order } = part;
  if (payment.type === 'refund') row.refunds += minor;
  if (!isOrder(part)) return;
  row.gross += minor;
  row.orders += order;
  row.worth += BigInt(whole) * BigInt(order);
}

/** The label money has in a report. */
const moneyLabel = ({ payment, touch }: EarnedPart, dimension: MoneyDimension): string =>
  isRevenueDimension(dimension) ? labelOf(dimension, payment) : touchLabel(touch, dimension);

/** Money nobody is known for is never Direct. */
const touchLabel = (touch: Touch | null, dimension: SessionDimension): string =>
  touch === null ? UNATTRIBUTED_LABEL : labelOf(dimension, touch);
