import type { MatchedBy, RevenueAnswer } from '../../contract/revenue.ts';
import { type AttributionModel, DIRECT_CHANNEL } from '../../contract/vocabulary.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Customer, ReportSource } from '../../store/report-source.ts';

/** Whose payment it is and what led to it. */
export interface Origin {
  /** The payer, or one of the visitors that the payer is. */
  visitor: string | null;
  /** The id of the payment that led to its visitor. */
  matchedBy: MatchedBy | null;
  /** The same, of the last payment it was traced to. */
  visitorBy: MatchedBy | null;
  /** The payments that led there, nearest first: what a refund returns, a renewal's first. The last is looked back from. */
  traced: { payment: Payment; by: MatchedBy }[];
  /** Those that may be credited, in order of time. */
  touches: Touch[];
  /** `pending` names somebody who has not turned up yet; `unattributed` nobody, or somebody without a creditable touch. */
  status: RevenueAnswer['attribution']['status'];
}

/**
 * Finds the touches that may be credited: those of the payer, on whichever device, within the look-back before the
 * payment. A refund inherits those of the payment it returns, a renewal those of its customer's first payment.
 */
export async function findOrigin(source: ReportSource, payment: Payment, lookbackDays: number): Promise<Origin> {
  if (payment.type === 'refund') {
    const original = await refundedPayment(source, payment);
    if (original !== null) {
      const by = 'original_transaction_id';
      const origin = await findOrigin(source, original, lookbackDays);
      return { ...origin, matchedBy: by, traced: [{ payment: original, by }, ...origin.traced] };
    }
  }
  const { first, foundBy } =
    payment.type === 'renewal' ? await firstPayment(source, payment) : { first: payment, foundBy: null };
  const traced: Origin['traced'] = foundBy === null ? [] : [{ payment: first, by: foundBy }];
  let best: Origin = {
    visitor: null,
    matchedBy: null,
    visitorBy: null,
    traced,
    touches: [],
    status: namesSomebody(payment) ? 'pending' : 'unattributed',
  };
  for await (const [matchedBy, visitor] of candidates(source, first, foundBy, payment)) {
    const { touches, known } = await creditable(source, payment.site, visitor, first.time, lookbackDays);
    const found = { visitor, matchedBy, visitorBy: matchedBy, traced, touches };
    if (touches.length > 0) return { ...found, status: 'attributed' };
    if (best.visitor === null) best = { ...found, status: known ? 'unattributed' : 'pending' };
  }
  return best;
}

/** A refund that names its payment names that payment's visitor, who may turn up with it. */
const namesSomebody = ({ visitor, session_id, customer_id, email_hash, ...payment }: Payment): boolean =>
  [visitor, session_id, customer_id, email_hash].some((id) => id !== null) || namesPayment(payment);

export const namesPayment = ({ type, original_transaction_id }: Pick<Payment, 'type' | 'original_transaction_id'>) =>
  type === 'refund' && original_transaction_id !== null;

/**
 * The touches of a visitor and of whoever is the same person, within the look-back before a payment. Somebody who was not known before it, and turns up
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

/** The payment that a refund returns, by the id it names, else by its own; null while it is unknown. */
export async function refundedPayment(source: ReportSource, refund: Payment): Promise<Payment | null> {
  const id = refund.original_transaction_id ?? refund.transaction_id;
  const original = id === null ? null : await source.originalPayment(refund.site, id);
  return original?.type === 'refund' ? null : original;
}

/**
 * Who the payer may be, surest first: the visitor it names, its session's; then by its customer id the user of that id
 * and who made the customer's payments, by its e-mail address the latter. A renewal asks its customer's `first` payment
 * before itself; `foundBy` is the id that led there.
 */
async function* candidates(
  source: ReportSource,
  first: Payment,
  foundBy: MatchedBy | null,
  payment: Payment,
): AsyncGenerator<[MatchedBy, string]> {
  const seen = new Set<string>();
  for await (const [matchedBy, visitor] of everyCandidate(source, first, foundBy, payment)) {
    if (visitor === null || seen.has(visitor)) continue;
    seen.add(visitor);
    yield [matchedBy, visitor];
  }
}

/** The same with repeats and blanks. Step by step: most payments are settled by the first. */
async function* everyCandidate(
  source: ReportSource,
  first: Payment,
  foundBy: MatchedBy | null,
  payment: Payment,
): AsyncGenerator<[MatchedBy, string | null]> {
  const asked = [...new Set([first, payment])];
  for (const named of asked) {
    const by = named === payment ? null : foundBy;
    yield [by ?? 'visitor_id', named.visitor];
    yield [by ?? 'session_id', await sessionOwner(source, named)];
  }
  for (const named of asked) {
    const by = named === payment ? null : foundBy;
    for (const [matchedBy, customer] of customersOf(named)) {
      if ('visitor' in customer) continue;
      if ('customer_id' in customer) {
        yield [by ?? matchedBy, await source.identifiedVisitor(named.site, customer.customer_id)];
      }
      for (const other of await source.customerPayments(named.site, customer)) {
        yield [by ?? matchedBy, other.visitor];
        yield [by ?? matchedBy, await sessionOwner(source, other)];
      }
    }
  }
}

const sessionOwner = async (source: ReportSource, { site, session_id }: Payment): Promise<string | null> =>
  session_id === null ? null : source.sessionVisitor(site, session_id);

/** The first payment of the customer a renewal belongs to, or the renewal itself. */
async function firstPayment(
  source: ReportSource,
  renewal: Payment,
): Promise<{ first: Payment; foundBy: MatchedBy | null }> {
  for (const [foundBy, customer] of customersOf(renewal)) {
    const known = await source.customerPayments(renewal.site, customer);
    const first = known.find(({ type, minor }) => (type === 'payment' || type === 'renewal') && minor > 0);
    // Nothing before it is known of this id; another may know more.
    if (first === undefined || first.revenue_id === renewal.revenue_id) continue;
    if (first.time <= renewal.time) return { first, foundBy };
  }
  return { first: renewal, foundBy: null };
}

/**
 * Who counts as one customer with this payment: its customer id, else e-mail address, else the user its visitor is, else
 * the visitor; its session's where it names none itself. An owner names users and customers by the same ids, so a user and the customer of that id are one.
 */
export async function customerOf(source: ReportSource, payment: Payment): Promise<string | null> {
  const { site, customer_id, email_hash } = payment;
  if (customer_id !== null) return `customer ${customer_id}`;
  if (email_hash !== null) return `e-mail ${email_hash}`;
  const visitor = payment.visitor ?? (await sessionOwner(source, payment));
  if (visitor === null) return null;
  const user = await source.userOf(site, visitor);
  return user === null ? `visitor ${visitor}` : `customer ${user}`;
}

function customersOf(payment: Payment): [MatchedBy, Customer][] {
  const { customer_id, email_hash, visitor } = payment;
  return [
    ...(customer_id === null ? [] : [['customer_id', { customer_id }] as [MatchedBy, Customer]]),
    ...(email_hash === null ? [] : [['customer_email', { email_hash }] as [MatchedBy, Customer]]),
    ...(visitor === null ? [] : [['visitor_id', { visitor }] as [MatchedBy, Customer]]),
  ];
}

/** An order that several touches earned is divided in millionths: whole numbers, so that its parts add up to one. */
export const ORDER = 1_000_000;

export interface Credit {
  touch: Touch;
  /** Signed minor units; the credits of a payment sum to it. */
  minor: number;
  /** The part of the order, in millionths; those of a payment sum to `ORDER`. */
  order: number;
}

/** Whether a model may divide a payment among several touches. */
export const dividesOrders = (model: AttributionModel): boolean => model === 'linear' || model === 'position';

/** Divides an amount, and the order it was paid for, among touches in order of time. */
export function divide(minor: number, touches: Touch[], model: AttributionModel): Credit[] {
  const last = touches.at(-1);
  if (last === undefined) return [];
  const whole = (touch: Touch): Credit[] => [{ touch, minor, order: ORDER }];
  switch (model) {
    case 'first':
      return whole(touches[0] ?? last);
    case 'last':
      return whole(last);
    case 'last_non_direct':
      return whole(touches.findLast(({ channel }) => channel !== DIRECT_CHANNEL && channel !== null) ?? last);
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

function share(minor: number, touches: Touch[], weights: number[]): Credit[] {
  const minors = parts(minor, weights);
  const orders = parts(ORDER, weights);
  return touches.map((touch, index) => ({ touch, minor: minors[index] ?? 0, order: orders[index] ?? 0 }));
}

/** Whole parts of a whole, by weight. Each boundary between parts is rounded, not each part, so that they sum to it. */
function parts(amount: number, weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sign = Math.sign(amount);
  const whole = BigInt(Math.abs(amount));
  let upToHere = 0;
  let given = 0n;
  return weights.map((weight) => {
    upToHere += weight;
    const upTo = (whole * BigInt(2 * upToHere) + BigInt(total)) / BigInt(2 * total);
    const part = upTo - given;
    given = upTo;
    return sign * Number(part);
  });
}
