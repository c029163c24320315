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
  /** Those that may be credited, in order of time. */
  touches: Touch[];
  /** `pending` names somebody who has not turned up yet; `unattributed` nobody, or somebody without a creditable touch. */
  status: RevenueAnswer['attribution']['status'];
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
  const { first, foundBy } =
    payment.type === 'renewal' ? await firstPayment(source, payment) : { first: payment, foundBy: null };
  let best: Origin = {
    visitor: null,
    matchedBy: null,
    touches: [],
    status: namesSomebody(payment) ? 'pending' : 'unattributed',
  };
  for (const [matchedBy, visitor] of await candidates(source, first, foundBy, payment)) {
    const { touches, known } = await creditable(source, payment.site, visitor, first.time, lookbackDays);
    if (touches.length > 0) return { visitor, matchedBy, touches, status: 'attributed' };
    if (best.visitor === null) best = { visitor, matchedBy, touches, status: known ? 'unattributed' : 'pending' };
  }
  return best;
}

const namesSomebody = ({ visitor, session_id, customer_id, email_hash }: Payment): boolean =>
  [visitor, session_id, customer_id, email_hash].some((id) => id !== null);

/**
 * The touches of a visitor within the look-back before a payment. Somebody who was not known before it, and turns up
 * later, is credited with how they then came: it is all that will ever be known. Who was known, but too long ago, is not.
 */
async function creditable(
  source: ReportSource,
  site: number,
  visitor: string,
  paid: number,
  lookbackDays: number,
): Promise<{ touches: Touch[]; known: boolean }> {
  const lookback = lookbackDays * DAY_MS;
  const touches = await source.touches(site, visitor, paid - lookback - 1, paid);
  if (touches.length > 0) return { touches, known: true };
  if ((await source.touches(site, visitor, -1, paid)).length > 0) return { touches, known: true };
  const later = await source.touches(site, visitor, paid, paid + lookback);
  return { touches: later.slice(0, 1), known: later.length > 0 };
}

async function refundedPayment(source: ReportSource, refund: Payment): Promise<Payment | null> {
  const id = refund.original_transaction_id ?? refund.transaction_id;
  return id === null ? null : source.originalPayment(refund.site, id);
}

/**
 * Who the payer may be, surest first: the visitor it names, its session's, that of the same customer's payments. A renewal
 * asks its customer's `first` payment before itself; `foundBy` is the id that led there.
 */
async function candidates(
  source: ReportSource,
  first: Payment,
  foundBy: MatchedBy,
  payment: Payment,
): Promise<[MatchedBy, string][]> {
  const found: [MatchedBy, string][] = [];
  for (const named of new Set([first, payment])) {
    const by = named === payment ? null : foundBy;
    if (named.visitor !== null) found.push([by ?? 'visitor_id', named.visitor]);
    if (named.session_id !== null) {
      const owner = await source.sessionVisitor(named.site, named.session_id);
      if (owner !== null) found.push([by ?? 'session_id', owner]);
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
async function firstPayment(source: ReportSource, renewal: Payment): Promise<{ first: Payment; foundBy: MatchedBy }> {
  for (const [foundBy, customer] of customersOf(renewal)) {
    const known = await source.customerPayments(renewal.site, customer);
    const first = known.find(({ type, minor }) => (type === 'payment' || type === 'renewal') && minor > 0);
    if (first !== undefined && first.time <= renewal.time) return { first, foundBy };
  }
  return { first: renewal, foundBy: null };
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
