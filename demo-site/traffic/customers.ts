import type { PaymentAct, SentEvent } from './act.ts';
import type { Agenda } from './agenda.ts';
import { DAY, type History, HOUR, MINUTE, monthsAfter, SECOND } from './calendar.ts';
import { payInApp, useApp, type Visit } from './journeys.ts';
import { type Account, createAccount, PLANS, priceOf, productOf } from './money.ts';
import { comeBack, type Person } from './population.ts';
import type { Random } from './random.ts';
import { sendVisit } from './wire.ts';

/** What happens to those who have an account, from its first hour on. */
export interface Customers {
  /** Begins a trial. */
  signedUp(person: Person, account: Account, at: number): void;
  /** Somebody who has paid since before the history begins, and is not seen by the tag before some later day. */
  knownBefore(person: Person): void;
}

interface World {
  random: Random;
  history: History;
  agenda: Agenda;
  origin: string;
}

const TRIAL_DAYS = 14;
const PAYS_AFTER_TRIAL = 0.34;
const MONTHLY_CHURN = 0.045;
const YEARLY_CHURN = 0.2;
const REFUNDED = 0.05;
/** Payment providers call twice when they did not hear the answer. */
const TOLD_TWICE = 0.01;

export function createCustomers({ random, history, agenda, origin }: World): Customers {
  const pay = (account: Account, at: number, rest: Partial<PaymentAct['payment']>) => {
    const transaction = rest.transaction_id ?? `ch_${random.digits(14)}`;
    const payment = {
      amount: priceOf(account),
      currency: account.currency,
      product: productOf(account),
      customer_id: account.userId,
      ...rest,
      transaction_id: transaction,
      timestamp: new Date(at).toISOString(),
    };
    const act: PaymentAct = { kind: 'payment', at: at + random.whole(1, 3) * SECOND, repeat: false, payment };
    agenda.act(act);
    if (random.chance(TOLD_TWICE)) agenda.act({ ...act, at: act.at + random.whole(5, 50) * MINUTE, repeat: true });
    return transaction;
  };

  const tellFromServer = (at: number, name: string, account: Account, visitorId: string | null) => {
    const event: SentEvent = {
      event_id: `srv_${random.digits(18)}`,
      event_name: name,
      ...(visitorId === null ? {} : { visitor_id: visitorId }),
      properties: { user_id: account.userId, plan: PLANS[account.plan].name },
      timestamp: new Date(at).toISOString(),
    };
    agenda.act({ kind: 'server', at: at + 40, repeat: false, events: [event] });
  };

  const visitOf = (person: Person, start: number): Visit => ({
    random,
    origin,
    person: comeBack(random, person),
    start,
  });
  const worksAt = (person: Person, account: Account, at: number) =>
    agenda.plan(at, (start) => {
      const visit = visitOf(person, start);
      sendVisit(random, visit.person, useApp(visit, account), agenda.act);
      return 1;
    });

  /** Uses it every week or two for as long as it is paid for. */
  const works = (person: Person, account: Account, from: number, until: number) => {
    const at = from + Math.max(HOUR, random.skewed(8 * DAY, 0.6));
    if (at >= Math.min(until, history.end)) return;
    agenda.plan(at, (start) => {
      works(person, account, start, until);
      return 0;
    });
    worksAt(person, account, at);
  };

  /** Pays again until it doesn't; the plan of one payment makes that of the next. */
  const renews = (account: Account, first: number, count: number, ended: { at: number }) => {
    const at = monthsAfter(history, first, count * (account.yearly ? 12 : 1));
    if (at >= Math.min(history.end, ended.at)) return;
    agenda.plan(at, (due) => {
      if (due >= ended.at) return 0;
      if (random.chance(account.yearly ? YEARLY_CHURN : MONTHLY_CHURN)) {
        ended.at = due;
        tellFromServer(due, 'subscription_cancelled', account, null);
        return 0;
      }
      pay(account, due, { type: 'renewal' });
      renews(account, first, count + 1, ended);
      return 0;
    });
  };

  const refunds = (account: Account, transaction: string, at: number, ended: { at: number }) => {
    ended.at = at;
    const whole = random.chance(0.8);
    const amount = whole ? priceOf(account) : Math.round(priceOf(account) / 2);
    agenda.plan(at, (due) => {
      // Providers say it in either way.
      const said = random.chance(0.5) ? { type: 'refund' as const, amount } : { amount: -amount };
      pay(account, due, { ...said, original_transaction_id: transaction, transaction_id: `re_${random.digits(14)}` });
      return 0;
    });
  };

  const subscribes = (person: Person, account: Account, start: number): number => {
    const visit = visitOf(person, start);
    const { happened, paidAt } = payInApp(visit, account);
    sendVisit(random, visit.person, happened, agenda.act);
    const known = person.visitorId === null ? {} : { visitor_id: person.visitorId };
    const email = random.chance(0.7) ? { customer_email: account.email } : {};
    const transaction = pay(account, paidAt, { ...known, ...email });
    const ended = { at: Infinity };
    if (random.chance(REFUNDED)) refunds(account, transaction, paidAt + random.skewed(5 * DAY, 0.7), ended);
    renews(account, paidAt, 1, ended);
    works(person, account, paidAt, ended.at);
    return 1;
  };

  return {
    signedUp(person, account, at) {
      tellFromServer(at + SECOND, 'account_created', account, person.visitorId);
      const known = person.visitorId === null ? {} : { visitor_id: person.visitorId };
      pay(account, at + 2 * SECOND, { ...known, amount: 0, type: 'trial' });
      for (const day of [1, 2, 4, 7, 11]) {
        if (random.chance(0.55)) worksAt(person, account, at + day * DAY + random.normal(0, 2 * HOUR));
      }
      if (!random.chance(PAYS_AFTER_TRIAL)) return;
      const decides = at + (TRIAL_DAYS - random.count(2)) * DAY + random.normal(0, 2 * HOUR);
      agenda.plan(decides, (start) => subscribes(person, account, start));
    },
    knownBefore(person) {
      const account = createAccount(random, person.country);
      const term = account.yearly ? 12 : 1;
      const lastPaid = history.start - random.whole(1, term * 30) * DAY + random.whole(0, DAY);
      renews(account, lastPaid, 1, { at: Infinity });
      if (random.chance(0.8)) works(person, account, history.start + random.unit() * 120 * DAY, Infinity);
    },
  };
}
