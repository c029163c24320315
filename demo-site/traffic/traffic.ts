import type { Act } from './act.ts';
import { createAgenda } from './agenda.ts';
import { DAY, HOUR, historyOf } from './calendar.ts';
import { COUNTRIES } from './countries.ts';
import { createCustomers } from './customers.ts';
import { demandOf, type Slot } from './demand.ts';
import { browse } from './journeys.ts';
import { createAccount } from './money.ts';
import { comeBack, createPerson, type Person } from './population.ts';
import { createRandom } from './random.ts';
import { BRAND_SEARCH, DIRECT, NEWSLETTER, type Source } from './sources.ts';
import { createStrangers } from './strangers.ts';
import { sendVisit } from './wire.ts';

export interface TrafficOptions {
  seed: number;
  /** The last day, such as `2026-03-31`, in the website's time zone. */
  until: string;
  days: number;
  /** About how many visits, bots apart. */
  visits: number;
  website: { domain: string; timezone: string };
}

/** Long histories have more people in them who come back, and customers at work. Measured; a test holds the figures. */
const grown = (days: number, scale: number): number => 1 - Math.exp(-days / scale);
/** Visits that make about so many events. */
export const visitsForEvents = (events: number, days: number): number => events / (7.6 + 0.8 * grown(days, 120));
/** Visits that about so many visitors make. */
export const visitsForVisitors = (visitors: number, days: number): number => visitors * (1 + 0.5 * grown(days, 60));

const BOTS_PER_VISIT = 0.03;
const SPAM_PER_VISIT = 0.004;
const TRANSFERS_PER_VISIT = 0.0006;
const KNOWN_BEFORE_PER_VISIT = 1 / 2500;

/**
 * The traffic of a small software business, request by request in the order in which the collector receives them.
 * A pure function of its options; lazy, so that a year of a million events never lies in memory.
 */
export function* traffic({ seed, until, days, visits, website }: TrafficOptions): Generator<Act, void, undefined> {
  const random = createRandom(seed);
  const history = historyOf(until, days, website.timezone);
  const origin = `https://${website.domain}`;
  const agenda = createAgenda(history.start);
  const customers = createCustomers({ random, history, agenda, origin });
  const strangers = createStrangers({ random, agenda, origin });

  function visit(person: Person, source: Source, start: number): number {
    const { happened, views, account } = browse({ random, origin, person, start }, source, () =>
      createAccount(random, person.country),
    );
    sendVisit(random, person, happened, agenda.act);
    if (account !== null) {
      const signedUpAt = happened.find(({ name }) => name === 'signup')?.at ?? start;
      customers.signedUp(person, account, signedUpAt);
    } else if (random.chance(views === 1 ? 0.07 : 0.34)) {
      // Whole days and a little: people come back at their own hours.
      const daysLater = Math.min(60, Math.max(1, Math.round(random.skewed(4, 1.1))));
      const at = start + daysLater * DAY + random.normal(0, 2 * HOUR);
      agenda.plan(at, (then) => visit(comeBack(random, person), nextSource(source), then));
    }
    return 1;
  }

  function nextSource(source: Source): Source {
    const roll = random.unit();
    return roll < 0.55 ? DIRECT : roll < 0.72 ? BRAND_SEARCH : roll < 0.82 ? NEWSLETTER : source;
  }

  /** Visits that were more than an hour's share, to be made up for by fewer new visitors in the next ones. */
  let surplus = 0;

  function* hour(slot: Slot): Generator<Act, void, undefined> {
    const wanted = visits * slot.share;
    surplus += agenda.doPlans(slot.start) - random.count(wanted);
    for (; surplus < 0; surplus++) {
      const person = createPerson(random, slot.country(random));
      visit(person, slot.source(random), random.whole(slot.start, slot.end - 1));
    }
    for (let n = random.count(wanted * BOTS_PER_VISIT); n > 0; n--) strangers.bot(slot.start);
    for (let n = random.count(wanted * SPAM_PER_VISIT); n > 0; n--) strangers.spam(slot.start);
    for (let n = random.count(wanted * TRANSFERS_PER_VISIT); n > 0; n--) strangers.transfer(slot.start);
    for (const act of agenda.takeActs(slot.start)) if (act.at < history.end) yield act;
  }

  for (let n = Math.round(visits * KNOWN_BEFORE_PER_VISIT); n > 0; n--) {
    customers.knownBefore(
      createPerson(
        random,
        random.weighted(COUNTRIES, ({ share }) => share),
      ),
    );
  }
  for (const slot of demandOf(history, random).slots()) yield* hour(slot);
}
