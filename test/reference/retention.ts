import type { SessionDimension } from '../../collector/contract/dimensions.ts';
import type { StoredEvent } from '../../collector/model/event.ts';
import { type Bucket, bucketsOf, isWhole, resolveRange } from './calendar.ts';
import { major, sum } from './evaluate.ts';
import { ratio } from './exact.ts';
import { exchange } from './exchange.ts';
import type { Filter, History, Range } from './histories/history.ts';
import { keepsEvent, labelsOf } from './labels.ts';
import { payerOf } from './money.ts';
import { inOrder } from './order.ts';
import { findPersons } from './persons.ts';
import { findSessions, type Session } from './sessions.ts';
import { nameSources } from './sources.ts';

/** Days within which a website looks back unless told otherwise. */
const LOOKBACK_DAYS = 30;

export interface RetentionQuestion {
  range: Range;
  timezone: string;
  interval: 'day' | 'week' | 'month';
  dimension: SessionDimension | null;
  filters: Filter[];
  currency: string;
  now: number;
}

/** Who belongs together. */
interface Cohort {
  bucket: number;
  label: string | null;
  members: string[];
}

/** Retention, by looking at one person after the other. */
export function evaluateRetention(history: History, question: RetentionQuestion) {
  const range = resolveRange(question.range, question.timezone);
  const buckets = bucketsOf(range, question.timezone, question.interval);
  const { events, cameBack } = nameSources(history);
  const { sessions, of } = findSessions(events);
  const cohorts: Cohort[] =
    question.dimension === null ? buckets.map((_, bucket) => ({ bucket, label: null, members: [] })) : [];
  const persons = findPersons(events);
  const everybody = [...new Set(sessions.map(({ visitor }) => persons.personOf(visitor)))];
  for (const person of everybody) {
    const first = firstOf(sessions.filter((session) => persons.personOf(session.visitor) === person));
    const seen = { event: first.origin, session: first };
    const bucket = buckets.findIndex(({ start, end }) => first.start >= start && first.start < end);
    if (bucket === -1 || !question.filters.every((filter) => keepsEvent(filter, seen, []))) continue;
    const label = question.dimension === null ? null : (labelsOf(question.dimension, seen, [])[0] ?? null);
    const known = cohorts.find((cohort) => cohort.bucket === bucket && cohort.label === label);
    if (known === undefined) cohorts.push({ bucket, label, members: [person] });
    else known.members.push(person);
  }

  const known = { payments: history.payments, sessions, persons, rates: history.rates, cameBack };
  const paid = history.payments
    .filter(({ type, time }) => type !== 'trial' && time >= range.start && time < range.end)
    .map((payment) => {
      const payer = payerOf(payment, known, LOOKBACK_DAYS);
      const minor = exchange(payment, history.payments, question.currency, history.rates);
      return { payment, minor, payer: payer === null ? null : persons.personOf(payer) };
    })
    .filter(({ minor }) => minor !== null);
  const netOf = (some: typeof paid) => sum(some.map(({ minor }) => minor ?? 0));
  const members = cohorts.flatMap((cohort) => cohort.members);
  const isUnknown = (payer: string | null) => payer === null || !everybody.includes(payer);

  /** Whether somebody had an event of a session in a stretch of time. */
  const came = (person: string, { start, end }: Bucket) =>
    events.some(
      (event) =>
        event.visitor !== null &&
        persons.personOf(event.visitor) === person &&
        of.has(event) &&
        event.time >= start &&
        event.time < end,
    );
  const complete = buckets.map(
    (bucket) => isWhole(bucket, question.timezone, question.interval) && bucket.end <= question.now,
  );
  const money = (minor: number) => major(minor, question.currency);
  return {
    cohorts: cohorts
      .map(({ bucket, label, members }) => {
        const theirs = paid.filter(({ payer }) => payer !== null && members.includes(payer));
        // What was paid before the first visit belongs to its period.
        const before = (end: number) => netOf(theirs.filter(({ payment }) => payment.time < end));
        return {
          cohort: buckets[bucket]?.date,
          ...(label === null ? {} : { label }),
          visitors: members.length,
          complete: complete[bucket],
          periods: buckets.slice(bucket).map((stretch, period) => {
            const back = members.filter((person) => came(person, stretch)).length;
            return {
              period,
              date: stretch.date,
              visitors: back,
              share: ratio(100 * back, members.length, 2),
              revenue: money(before(stretch.end) - (period === 0 ? 0 : before(stretch.start))),
              cumulative_revenue: money(before(stretch.end)),
              complete: complete[bucket + period],
            };
          }),
        };
      })
      .toSorted((a, b) => (JSON.stringify([a.cohort, a.label]) < JSON.stringify([b.cohort, b.label]) ? -1 : 1)),
    revenue: {
      cohorts: money(netOf(paid.filter(({ payer }) => payer !== null && members.includes(payer)))),
      other_visitors: money(netOf(paid.filter(({ payer }) => !isUnknown(payer) && !members.includes(payer as string)))),
      unknown_payers: money(netOf(paid.filter(({ payer }) => isUnknown(payer)))),
    },
  };
}

const firstOf = (sessions: Session[]) =>
  sessions.toSorted((a, b) => inOrder(a.events[0] as StoredEvent, b.events[0] as StoredEvent))[0] as Session;
