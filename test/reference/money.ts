import type { AttributionModel } from '../../collector/contract/vocabulary.ts';
import type { StoredEvent } from '../../collector/model/event.ts';
import type { Payment } from '../../collector/model/payment.ts';
import { divideRounding } from './exact.ts';
import { exchange, type Rate } from './exchange.ts';
import { DAY, type Question } from './histories/history.ts';
import { inOrder } from './order.ts';
import type { Persons } from './persons.ts';
import { type Session, sessionNamed } from './sessions.ts';

/** A session's start, or a tagged page view within it. */
export interface Touch {
  time: number;
  /** The event it came with, which orders touches of one instant. */
  first: StoredEvent;
  /** Says where the visitor came from. */
  event: StoredEvent;
  /** Says everything else. */
  session: Session;
}

/** A part of a payment, and the touch it is owed to. */
export interface Credit {
  payment: Payment;
  minor: number;
  /** Of `minor`: the question's, or the payment's own where it cannot be converted. */
  currency: string;
  touch: Touch | null;
  /** The whole payment in that currency, and the part in millionths of it. */
  whole: number;
  millionths: number;
}

const MILLION = 1_000_000;

/** Everything that a payment may be matched with. */
export interface Known {
  payments: Payment[];
  sessions: Session[];
  persons: Persons;
  rates: Rate[];
  /** Events that came by a host that is no source. */
  cameBack: Set<StoredEvent>;
}

/** Who a payment is owed to, by a model. The parts sum to the whole. */
export function creditsOf(payment: Payment, known: Known, question: Question): Credit[] {
  // Where currencies are told apart, each is shown as it was paid.
  const toldApart = question.dimensions.includes('currency');
  const exchanged = toldApart ? null : exchange(payment, known.payments, question.currency, known.rates);
  const minor = exchanged ?? payment.minor;
  const currency = exchanged === null ? payment.currency : question.currency;
  const { cause, heir } = causeOf(payment, known);
  // The surest payer with a touch to credit.
  const touches =
    payersOf(cause, heir, known)
      .map((visitor) => creditable(visitor, cause.time, known, question.lookbackDays))
      .find((found) => found.length > 0) ?? [];
  if (touches.length === 0) return [{ payment, minor, currency, touch: null, whole: minor, millionths: MILLION }];
  const weights = weigh(touches, question.attribution);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const credits: Credit[] = [];
  let weightBefore = 0;
  touches.forEach((touch, index) => {
    const weight = weights[index] as number;
    if (weight === 0) return;
    const upTo = (amount: number, sum: number) => Number(divideRounding(BigInt(amount) * BigInt(sum), BigInt(whole)));
    const partOf = (amount: number) => upTo(amount, weightBefore + weight) - upTo(amount, weightBefore);
    const credit = { minor: partOf(minor), millionths: partOf(MILLION) };
    credits.push({ payment, currency, touch, whole: minor, ...credit });
    weightBefore += weight;
  });
  return credits;
}

/** Whose money it is, whether they have been seen or not: the surest payer with a touch to credit, else the surest. */
export function payerOf(payment: Payment, known: Known, lookbackDays: number): string | null {
  const { cause, heir } = causeOf(payment, known);
  const payers = payersOf(cause, heir, known);
  const credited = payers.find((visitor) => creditable(visitor, cause.time, known, lookbackDays).length > 0);
  return credited ?? payers[0] ?? null;
}

/** The touches of a visitor, and of everybody who is the same person, that a payment may be owed to. */
function creditable(
  visitor: string,
  paid: number,
  { sessions, persons, cameBack }: Known,
  lookbackDays: number,
): Touch[] {
  const all = sessions
    .filter((session) => persons.personOf(session.visitor) === persons.personOf(visitor))
    .flatMap((session) => touchesOf(session, cameBack))
    .toSorted((a, b) => inOrder(a.first, b.first));
  const before = all.filter((touch) => touch.time <= paid);
  const after = all.filter((touch) => touch.time > paid && touch.time <= paid + lookbackDays * DAY);
  // Whoever was not known before paying is credited with how they then came.
  return before.length === 0 ? after.slice(0, 1) : before.filter((touch) => touch.time >= paid - lookbackDays * DAY);
}

/** The payment whose touches count: a refund's original, a renewal's first; and the one that inherits them from it. */
function causeOf(payment: Payment, known: Known): { cause: Payment; heir: Payment } {
  const { payments } = known;
  if (payment.type === 'refund') {
    const id = payment.original_transaction_id ?? payment.transaction_id;
    const original = payments.find((other) => other.type !== 'refund' && id !== null && other.transaction_id === id);
    if (original !== undefined) return causeOf(original, known);
  }
  if (payment.type === 'renewal') {
    for (const isSame of SAME_CUSTOMER) {
      const first = payments
        .filter((other) => other.type === 'payment' || other.type === 'renewal')
        .filter((other) => other.time <= payment.time && isSame(other, payment, known.persons))
        .toSorted(byTime)[0];
      if (first !== undefined && first !== payment) return { cause: first, heir: payment };
    }
  }
  return { cause: payment, heir: payment };
}

const byTime = (a: Payment, b: Payment) => a.time - b.time || (a.revenue_id < b.revenue_id ? -1 : 1);

/** Ways to know that `a` is of the customer that `b` names, surest first: by customer id, by e-mail, by visitor. */
const SAME_CUSTOMER = [
  (a: Payment, b: Payment, persons: Persons) => b.customer_id !== null && isCustomers(a, b.customer_id, persons),
  (a: Payment, b: Payment) => b.email_hash !== null && a.email_hash === b.email_hash,
  (a: Payment, b: Payment, persons: Persons) => {
    if (b.visitor === null) return false;
    const user = persons.userOf(b.visitor);
    if (user !== null && a.customer_id === user) return true;
    return a.visitor !== null && persons.personOf(a.visitor) === persons.personOf(b.visitor);
  },
];

/** A user's visitors pay for the customer of the same id, where the payment names no other. */
function isCustomers(payment: Payment, id: string, persons: Persons): boolean {
  if (payment.customer_id !== null) return payment.customer_id === id;
  return payment.visitor !== null && persons.userOf(payment.visitor) === id;
}

/** Whose visits may have led to a payment, surest first: its visitor's, its session's, those known of its customer. */
function payersOf(cause: Payment, heir: Payment, { payments, sessions, persons }: Known): string[] {
  const ownerOf = (id: string | null) => sessionNamed(sessions, id);
  const named = (one: Payment) => [one.visitor, ownerOf(one.session_id)?.visitor ?? null];
  const sorted = payments.toSorted(byTime);
  const customers = (one: Payment) => [
    ...(one.customer_id === null ? [] : persons.visitorsOf(one.customer_id)),
    ...sorted
      .filter((other) => one.customer_id !== null && isCustomers(other, one.customer_id, persons))
      .flatMap(named),
    ...sorted.filter((other) => one.email_hash !== null && other.email_hash === one.email_hash).flatMap(named),
  ];
  return [...named(cause), ...named(heir), ...customers(cause), ...customers(heir)].filter((id) => id !== null);
}

/** Who comes back from paying or signing in was not sent from there. */
function touchesOf(session: Session, cameBack: Set<StoredEvent>): Touch[] {
  const start = { time: session.start, first: session.events[0] as StoredEvent, event: session.origin, session };
  const clicks = session.pageViews
    .filter((event) => event.tagged && event !== session.origin)
    .map((event) => ({ time: event.time, first: event, event, session }));
  return [start, ...clicks].filter(({ event }) => !cameBack.has(event));
}

/** What each touch weighs, in whole numbers. */
function weigh(touches: Touch[], model: AttributionModel): number[] {
  const last = touches.length - 1;
  const only = (chosen: number) => touches.map((_, index) => (index === chosen ? 1 : 0));
  switch (model) {
    case 'first':
      return only(0);
    case 'last':
      return only(last);
    case 'last_non_direct': {
      const found = touches.findLastIndex(({ event }) => event.channel !== 'Direct');
      return only(found === -1 ? last : found);
    }
    case 'linear':
      return touches.map(() => 1);
    case 'position': {
      if (touches.length <= 2) return touches.map(() => 1);
      // 40 % for each end, 20 % for all between: in units of 1 / (5 × those between).
      const between = touches.length - 2;
      return touches.map((_, index) => (index === 0 || index === last ? 2 * between : 1));
    }
  }
}
