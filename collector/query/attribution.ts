import type { RevenueAnswer } from '../contract/revenue.ts';
import { type AttributionModel, DIRECT_CHANNEL } from '../contract/vocabulary.ts';
import type { Payment, Touch } from '../model/payment.ts';
import type { Customer, ReportSource } from '../store/report-source.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type MatchedBy = RevenueAnswer['attribution']['matched_by'];

/** Whose payment it is and what led to it. */
export interface Origin {
  visitor: string | null;
  matchedBy: MatchedBy;
  /** In order of time; empty while nobody with these ids has turned up. */
  touches: Touch[];
  /** False for a payment that names nobody at all. */
  named: boolean;
}

/**
 * Finds the touches that may be credited: those of the payer within the look-back before the payment. A refund inherits
 * those of the payment it returns, a renewal those of its customer's first payment.
 */
export async function findOrigin(source: ReportSource, payment: Payment, lookbackDays: number): Promise<Origin> {
  if (payment.type === 'refund') {
    const original = await refundedPayment(source, payment);
    if (original !== null && original.type !== 'refund') {
      return { ...(await findOrigin(source, original, lookbackDays)), matchedBy: 'original_transaction_id' };
    }
  }
  const first = payment.type === 'renewal' ? await firstPayment(source, payment) : payment;
  let known: Pick<Origin, 'visitor' | 'matchedBy'> = { visitor: null, matchedBy: null };
  for (const [matchedBy, visitor] of await candidates(source, first, payment)) {
    const touches = await source.touches(payment.site, visitor, first.time - lookbackDays * DAY_MS - 1, first.time);
    if (touches.length > 0) return { visitor, matchedBy, touches, named: true };
    if (known.visitor === null) known = { visitor, matchedBy };
  }
  const ids = [payment.visitor, payment.session_id, payment.customer_id, payment.email_hash];
  return { ...known, touches: [], named: ids.some((id) => id !== null) };
}

async function refundedPayment(source: ReportSource, refund: Payment): Promise<Payment | null> {
  const id = refund.original_transaction_id ?? refund.transaction_id;
  return id === null ? null : source.originalPayment(refund.site, id);
}

/** Who the payer may be, surest first: the visitor it names, its session's, that of the same customer's payments. */
async function candidates(source: ReportSource, first: Payment, payment: Payment): Promise<[MatchedBy, string][]> {
  const found: [MatchedBy, string][] = [];
  for (const { visitor, session_id, site } of new Set([first, payment])) {
    if (visitor !== null) found.push(['visitor_id', visitor]);
    if (session_id !== null) {
      const owner = await source.sessionVisitor(site, session_id);
      if (owner !== null) found.push(['session_id', owner]);
    }
  }
  for (const [matchedBy, customer] of customersOf(payment)) {
    if ('visitor' in customer) continue;
    for (const other of await source.customerPayments(payment.site, customer)) {
      const visitor =
        other.visitor ?? (other.session_id && (await source.sessionVisitor(other.site, other.session_id)));
      if (visitor) found.push([matchedBy, visitor]);
    }
  }
  const seen = new Set<string>();
  return found.filter(([, visitor]) => !seen.has(visitor) && seen.add(visitor));
}

/** The first payment of the customer a renewal belongs to, or the renewal itself. */
async function firstPayment(source: ReportSource, renewal: Payment): Promise<Payment> {
  for (const [, customer] of customersOf(renewal)) {
    const [first] = await source.customerPayments(renewal.site, customer);
    if (first !== undefined && first.time <= renewal.time) return first;
  }
  return renewal;
}

function customersOf(payment: Payment): [MatchedBy, Customer][] {
  const { customer_id, email_hash, visitor } = payment;
  return [
    ...(customer_id === null ? [] : [['customer_id', { customer_id }] as [MatchedBy, Customer]]),
    ...(email_hash === null ? [] : [['customer_email', { email_hash }] as [MatchedBy, Customer]]),
    ...(visitor === null ? [] : [['visitor_id', { visitor }] as [MatchedBy, Customer]]),
  ];
}

export interface Credit {
  touch: Touch;
  /** Signed minor units; the credits of a payment sum to it. */
  minor: number;
}

/** Divides an amount among touches in order of time. */
export function divide(minor: number, touches: Touch[], model: AttributionModel): Credit[] {
  const last = touches.at(-1);
  if (last === undefined) return [];
  switch (model) {
    case 'first':
      return [{ touch: touches[0] ?? last, minor }];
    case 'last':
      return [{ touch: last, minor }];
    case 'last_non_direct':
      return [
        { touch: touches.findLast(({ channel }) => channel !== DIRECT_CHANNEL && channel !== null) ?? last, minor },
      ];
    case 'linear':
      return share(
        minor,
        touches,
        touches.map(() => 1),
      );
    case 'position':
      return share(minor, touches, positionWeights(touches.length));
  }
}

/** 40 % to the first, 40 % to the last, 20 % among those between; half each of two. In whole parts. */
function positionWeights(count: number): number[] {
  if (count <= 2) return Array(count).fill(1);
  const between = count - 2;
  return [2 * between, ...Array(between).fill(1), 2 * between];
}

/** Each boundary between parts is rounded, not each part, so that they sum to the whole. */
function share(minor: number, touches: Touch[], weights: number[]): Credit[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sign = Math.sign(minor);
  const whole = BigInt(Math.abs(minor));
  let weight = 0;
  let given = 0n;
  return touches.map((touch, index) => {
    weight += weights[index] ?? 0;
    const upTo = (whole * BigInt(2 * weight) + BigInt(total)) / BigInt(2 * total);
    const part = upTo - given;
    given = upTo;
    return { touch, minor: sign * Number(part) };
  });
}
