import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import type { Dimension } from '../../collector/contract/dimensions.ts';
import type { Payment } from '../../collector/model/payment.ts';
import { bucketsOf, resolveRange } from './calendar.ts';
import { divideRounding, ratio } from './exact.ts';
import { decimals } from './exchange.ts';
import type { Answer, Figures, History, Question } from './histories/history.ts';
import { creditLabel, keepsCredit, keepsEvent, kindOf, labelsOf, meets, ofVisitsWithout, type Seen } from './labels.ts';
import { type Credit, creditsOf } from './money.ts';
import { findPersons, type Persons } from './persons.ts';
import { findSessions, type Session, sessionNamed } from './sessions.ts';
import { nameSources } from './sources.ts';

/*
 * The definitions of the analytics, said as plainly as code can: sort, walk, loop, collect in sets. Slow, and meant to
 * be believed by reading. The product's answers are held against it.
 */

/** What the product must answer. */
export function evaluate(history: History, question: Question): Answer {
  const range = resolveRange(question.range, question.timezone);
  const definitions = history.conversionEvents.filter((definition) =>
    question.conversionEvent === null ? definition.active : definition.id === question.conversionEvent,
  );
  const { events, cameBack } = nameSources(history);
  const { sessions, of } = findSessions(events);
  const persons = findPersons(events);
  /** The visitor a payment names, else that of the session it names. */
  const visitorOf = ({ visitor, session_id: id }: Payment) => visitor ?? sessionNamed(sessions, id)?.visitor ?? null;
  const customerOf = ({ payment }: Credit): string | null => {
    const { customer_id, email_hash } = payment;
    if (customer_id !== null) return JSON.stringify({ customer_id });
    if (email_hash !== null) return JSON.stringify({ email_hash });
    const visitor = visitorOf(payment);
    if (visitor === null) return null;
    // A user is the customer of the same id.
    const user = persons.userOf(visitor);
    return JSON.stringify(user === null ? { visitor } : { customer_id: user });
  };
  /** Whole ones, or each as far as the credits are theirs: of all that is owed, so much is. */
  const countCustomers = (credits: Credit[], owed: Credit[]) =>
    isShared
      ? sharesOfCustomers(credits, owed, customerOf)
      : new Set(credits.map(customerOf).filter((customer) => customer !== null)).size;
  const within = (time: number) => time >= range.start && time < range.end;
  const all: Seen[] = events.map((event) => ({ event, session: of.get(event) ?? null }));
  const isLeft = ofVisitsWithout(
    question.filters,
    all.filter(({ event }) => within(event.time)),
    definitions,
  );
  const seen = all
    .filter(isLeft)
    .filter((each) => question.filters.every((filter) => keepsEvent(filter, each, definitions)));
  /** The filters that ask what was paid for, and those that ask where the payer came from. */
  const [byPayment, byVisit] = [true, false].map((paid) =>
    question.filters.filter(({ dimension }) => (kindOf(dimension) === 'revenue') === paid),
  );
  const known = { payments: history.payments, sessions, persons, rates: history.rates, cameBack };
  /** In order of time: customers are divided among them in this order. */
  const owed = history.payments
    .toSorted((a, b) => a.time - b.time || (a.revenue_id < b.revenue_id ? -1 : 1))
    .flatMap((payment) => creditsOf(payment, known, question))
    .filter((credit) => byPayment?.every((filter) => keepsCredit(filter, credit)));
  const credits = owed.filter((credit) => byVisit?.every((filter) => keepsCredit(filter, credit)));
  const isShared = question.attribution === 'linear' || question.attribution === 'position';

  const { currency } = question;
  const filtersEvents = question.filters.some(({ dimension }) => kindOf(dimension) === 'event');
  const filtersMoney = question.filters.some(({ dimension }) => kindOf(dimension) === 'revenue');
  const rowsOfEvents = question.dimensions.some((dimension) => kindOf(dimension) === 'event');
  const rowsOfMoney = question.dimensions.some((dimension) => kindOf(dimension) === 'revenue');

  const inRange = seen.filter(({ event }) => within(event.time));
  const paidInRange = credits.filter(({ payment }) => within(payment.time));
  const owedInRange = owed.filter(({ payment }) => within(payment.time));

  /** The whole, or a stretch of it. */
  const figures = (start: number, end: number): Figures => {
    const during = (time: number) => time >= start && time < end;
    const sessions = sessionsOf(inRange).filter((session) => during(session.start));
    const traffic = countTraffic(
      inRange.filter(({ event }) => during(event.time)),
      sessions,
      sessions,
      definitions,
      persons,
    );
    const paid = paidInRange.filter(({ payment }) => during(payment.time));
    const owed = owedInRange.filter(({ payment }) => during(payment.time));
    const visitors = filtersMoney ? null : traffic.visitors;
    return {
      ...(filtersMoney ? {} : traffic),
      ...(filtersEvents ? {} : countMoney(paid, owed, currency, visitors, countCustomers)),
    };
  };

  const rows = new Map<string, { labels: string[]; seen: Seen[]; credits: Credit[] }>();
  const row = (labels: string[]) => {
    const key = JSON.stringify(labels);
    const known = rows.get(key) ?? { labels, seen: [], credits: [] };
    rows.set(key, known);
    return known;
  };
  if (question.dimensions.length > 0 && !rowsOfMoney && !filtersMoney) {
    for (const each of inRange) {
      for (const labels of combinations(question.dimensions.map((one) => labelsOf(one, each, definitions)))) {
        row(labels).seen.push(each);
      }
    }
  }
  if (question.dimensions.length > 0 && !rowsOfEvents && !filtersEvents) {
    for (const credit of paidInRange) {
      const labels = question.dimensions.map((dimension) => creditLabel(dimension, credit));
      if (rowsOfCurrency(question) || credit.currency === currency) row(labels).credits.push(credit);
    }
  }
  const breakdown = [...rows.values()].map(({ labels, seen, credits }): Figures => {
    const label = (dimension: Dimension) => labels[question.dimensions.indexOf(dimension)] ?? null;
    // A row of one conversion event counts that one, also where an event meets others too.
    const counted = definitions.filter(({ name }) => (label('conversion_event') ?? name) === name);
    const sessions = sessionsOf(seen).filter((session) => within(session.start));
    const page = label('page');
    // Bounce rate and duration of a page are those of the sessions that entered there.
    const rated = sessions.filter((session) => page === null || (session.entryPage ?? '(not set)') === page);
    const traffic = countTraffic(seen, sessions, rated, counted, persons);
    const visitors = rowsOfMoney || filtersMoney ? null : traffic.visitors;
    // Who buys two products is a customer of both.
    const owed = owedInRange.filter((credit) =>
      question.dimensions.every(
        (dimension) => kindOf(dimension) !== 'revenue' || creditLabel(dimension, credit) === label(dimension),
      ),
    );
    const told = label('currency') ?? currency;
    return {
      ...Object.fromEntries(question.dimensions.map((dimension, index) => [dimension, labels[index] ?? ''])),
      ...(rowsOfMoney || filtersMoney ? {} : traffic),
      ...(rowsOfEvents || filtersEvents ? {} : countMoney(credits, owed, told, visitors, countCustomers)),
    };
  });

  const unattributed = paidInRange.filter((credit) => credit.touch === null && credit.currency === currency);
  return {
    metrics: figures(range.start, range.end),
    breakdown,
    timeseries: bucketsOf(range, question.timezone, question.interval).map(({ date, start, end }) => ({
      date,
      ...figures(start, end),
    })),
    // Money cannot be told by events.
    unattributed_revenue: filtersEvents ? null : major(sum(unattributed.map(({ minor }) => minor)), currency),
  };
}

const rowsOfCurrency = ({ dimensions }: Question) => dimensions.includes('currency');

/** The sessions with an event among these. */
const sessionsOf = (seen: Seen[]): Session[] => [...new Set(seen.flatMap(({ session }) => session ?? []))];

/** @param rated The sessions that bounce rate and duration are about. */
function countTraffic(
  seen: Seen[],
  sessions: Session[],
  rated: Session[],
  definitions: ConversionEvent[],
  { personOf }: Persons,
) {
  const visitors = new Set<string>();
  let pageviews = 0;
  let events = 0;
  for (const { event, session } of seen) {
    if (event.name === 'page_view') pageviews += 1;
    else if (event.name !== 'page_leave') events += 1;
    if (session !== null) visitors.add(personOf(session.visitor));
  }

  let conversions = 0;
  const converting = new Set<string>();
  for (const definition of definitions) {
    const counted = new Set<Seen | Session>();
    for (const each of seen) {
      if (!meets(definition, each.event)) continue;
      counted.add(definition.count === 'once_per_session' ? (each.session ?? each) : each);
      const person = each.event.visitor === null ? null : personOf(each.event.visitor);
      if (person !== null && visitors.has(person)) converting.add(person);
    }
    conversions += counted.size;
  }

  const durations = rated.map((session) => session.end - session.start);
  const duration = ratio(sum(durations), 1000 * rated.length, 0);
  return {
    visitors: visitors.size,
    sessions: sessions.length,
    pageviews,
    events,
    views_per_session: ratio(pageviews, sessions.length, 2),
    bounce_rate: ratio(100 * rated.filter((session) => session.isBounce).length, rated.length, 2),
    session_duration: duration,
    engaged_time: median(sessions.map((session) => session.engagedSeconds)),
    scroll_depth: median(depthsOf(seen)),
    conversions,
    converting_visitors: converting.size,
    conversion_rate: ratio(100 * converting.size, visitors.size, 2),
  };
}

/** How far pages were seen: of each that a session left, the furthest that is told. */
function depthsOf(seen: Seen[]): number[] {
  const furthest = new Map<Session, Map<string | null, number>>();
  for (const { event, session } of seen) {
    const depth = JSON.parse(event.properties).scroll_depth;
    if (event.name !== 'page_leave' || session === null || typeof depth !== 'number') continue;
    if (depth < 0 || Math.round(depth) > 100) continue;
    const pages = furthest.get(session) ?? new Map();
    furthest.set(session, pages.set(event.page, Math.max(pages.get(event.page) ?? 0, Math.round(depth))));
  }
  return [...furthest.values()].flatMap((pages) => [...pages.values()]);
}

const isSale = ({ payment }: Credit) => payment.type === 'payment' || payment.type === 'renewal';

/**
 * @param owed All credits that customers are divided among, those under other labels included.
 * @param visitors Null where money cannot be set against visitors.
 */
function countMoney(
  credits: Credit[],
  owed: Credit[],
  currency: string,
  visitors: number | null,
  countCustomers: (credits: Credit[], owed: Credit[]) => number,
): Figures {
  const counted = credits.filter((credit) => credit.currency === currency);
  const sales = counted.filter(isSale);
  const gross = sum(sales.map(({ minor }) => minor));
  const refunds = sum(counted.filter(({ payment }) => payment.type === 'refund').map(({ minor }) => minor));
  const orders = sum(sales.map(({ millionths }) => millionths));
  const worth = sales.reduce((total, { whole, millionths }) => total + BigInt(whole) * BigInt(millionths), 0n);
  const units = BigInt(10 ** decimals(currency));
  const places = Math.max(2, decimals(currency));
  return {
    revenue: major(gross + refunds, currency),
    gross_revenue: major(gross, currency),
    refunds: major(refunds, currency),
    transactions: ratio(orders, 1_000_000, 6),
    customers: countCustomers(
      sales,
      owed.filter((credit) => isSale(credit) && credit.currency === currency),
    ),
    average_order_value: ratio(worth, BigInt(orders) * units, places),
    ...(visitors === null ? {} : { revenue_per_visitor: ratio(gross + refunds, BigInt(visitors) * units, places) }),
  };
}

/** How many customers these credits are: each is divided among all credits of their orders, by what these are of an order. */
function sharesOfCustomers(credits: Credit[], owed: Credit[], customerOf: (credit: Credit) => string | null): number {
  let millionths = 0;
  for (const customer of new Set(owed.map(customerOf))) {
    if (customer === null) continue;
    const theirs = owed.filter((credit) => customerOf(credit) === customer);
    const all = sum(theirs.map((credit) => credit.millionths));
    let before = 0;
    for (const credit of theirs) {
      const upTo = (sum: number) => Number(divideRounding(BigInt(sum) * 1_000_000n, BigInt(all)));
      if (credits.includes(credit)) millionths += upTo(before + credit.millionths) - upTo(before);
      before += credit.millionths;
    }
  }
  return ratio(millionths, 1_000_000, 6) ?? 0;
}

const combinations = (choices: string[][]): string[][] =>
  choices.reduce<string[][]>((rows, labels) => rows.flatMap((row) => labels.map((label) => [...row, label])), [[]]);

export const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function median(numbers: number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const [low, high] = [sorted[(sorted.length - 1) >> 1] as number, sorted[sorted.length >> 1] as number];
  return ratio(low + high, 2, 0);
}

/** Major units of an amount in the smallest. */
export const major = (minor: number, currency: string) => Number(`${minor}e-${decimals(currency)}`);
