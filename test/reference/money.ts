import type { AttributionModel } from '../../collector/contract/vocabulary.ts';
import type { StoredEvent } from '../../collector/model/event.ts';
import type { Payment } from '../../collector/model/payment.ts';
import { divideRounding } from './exact.ts';
import { DAY, type Question } from './history.ts';
import type { Session } from './sessions.ts';

/** A session's start, or a tagged page view within it. */
export interface Touch {
  time: number;
  /** The event it came with; orders touches of one millisecond. */
  id: string;
  /** Says where the visitor came from. */
  event: StoredEvent;
  /** Says everything else. */
  session: Session;
}

/** A part of a payment, and the touch it is owed to. */
export interface Credit {
  payment: Payment;
  minor: number;
  touch: Touch | null;
}

/** Who a payment is owed to, by a model. The parts sum to the whole. */
export function creditsOf(payment: Payment, payments: Payment[], sessions: Session[], question: Question): Credit[] {
  const cause = causeOf(payment, payments);
  const visitor = visitorOf(cause, payments, sessions);
  const earliest = cause.time - question.lookbackDays * DAY;
  const all = sessions
    .filter((session) => session.visitor === visitor)
    .flatMap(touchesOf)
    .toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const before = all.filter((touch) => touch.time <= cause.time);
  const after = all.filter(
    (touch) => touch.time > cause.time && touch.time <= cause.time + question.lookbackDays * DAY,
  );
  // Whoever was not known before paying is credited with how they then came.
  const touches = before.length === 0 ? after.slice(0, 1) : before.filter((touch) => touch.time >= earliest);
  if (touches.length === 0) return [{ payment, minor: payment.minor, touch: null }];
  const weights = weigh(touches, question.attribution);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const credits: Credit[] = [];
  let weightBefore = 0;
  touches.forEach((touch, index) => {
    const weight = weights[index] as number;
    if (weight === 0) return;
    const upTo = (sum: number) => divideRounding(BigInt(payment.minor) * BigInt(sum), BigInt(whole));
    credits.push({ payment, minor: Number(upTo(weightBefore + weight) - upTo(weightBefore)), touch });
    weightBefore += weight;
  });
  return credits;
}

/** The payment whose touches count: a refund's original, a renewal's first. */
function causeOf(payment: Payment, payments: Payment[]): Payment {
  if (payment.type === 'refund') {
    const id = payment.original_transaction_id ?? payment.transaction_id;
    const original = payments.find((other) => other.type !== 'refund' && id !== null && other.transaction_id === id);
    if (original !== undefined) return causeOf(original, payments);
  }
  if (payment.type === 'renewal') {
    const first = payments
      .filter((other) => other.type === 'payment' || other.type === 'renewal')
      .filter((other) => other.time <= payment.time && sameCustomer(other, payment))
      .toSorted((a, b) => a.time - b.time || (a.revenue_id < b.revenue_id ? -1 : 1))[0];
    if (first !== undefined) return first;
  }
  return payment;
}

function sameCustomer(a: Payment, b: Payment): boolean {
  if (b.customer_id !== null) return a.customer_id === b.customer_id;
  if (b.email_hash !== null) return a.email_hash === b.email_hash;
  return b.visitor !== null && a.visitor === b.visitor;
}

/** Whose visits led to a payment: by its visitor, its session, else by what is known of its customer. */
function visitorOf(payment: Payment, payments: Payment[], sessions: Session[]): string | null {
  const own = (one: Payment) =>
    one.visitor ??
    sessions.find((session) => one.session_id !== null && session.origin.session_id === one.session_id)?.visitor ??
    null;
  const candidates = [
    payment,
    ...payments.filter((other) => payment.customer_id !== null && other.customer_id === payment.customer_id),
    ...payments.filter((other) => payment.email_hash !== null && other.email_hash === payment.email_hash),
  ];
  return candidates.map(own).find((visitor) => visitor !== null) ?? null;
}

/** Who comes back from paying was not sent by the payment provider. */
const isPaymentProvider = (referrer: string | null) =>
  referrer !== null && /(^|\.)(stripe|paypal)\.com$/.test(referrer);

function touchesOf(session: Session): Touch[] {
  const start = { time: session.start, id: session.events[0]?.event_id ?? '', event: session.origin, session };
  const clicks = session.pageViews
    .filter((event) => event.tagged && event !== session.origin)
    .map((event) => ({ time: event.time, id: event.event_id, event, session }));
  return [start, ...clicks].filter(({ event }) => !isPaymentProvider(event.referrer));
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
