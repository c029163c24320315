import { DAY, type History, HOUR, momentOf, progress, wallClock, weekdayAfter } from './calendar.ts';
import { COUNTRIES, type Country } from './countries.ts';
import type { Random } from './random.ts';
import { HACKER_NEWS, NEWSLETTER, PRODUCT_HUNT, SOURCES, type Source } from './sources.ts';

/** One hour of the history, and who comes in it. */
export interface Slot {
  start: number;
  end: number;
  /** Its part of all visits. */
  share: number;
  country(random: Random): Country;
  source(random: Random): Source;
}

/** Visits by the visitor's own hour: nights, a morning and an afternoon at work, an evening on the sofa. */
const BY_HOUR = [8, 5, 3, 2, 2, 4, 10, 24, 48, 72, 84, 82, 68, 70, 80, 80, 74, 62, 46, 40, 42, 40, 30, 17];
/** From Sunday: a tool for work. */
const BY_WEEKDAY = [0.42, 0.98, 1.12, 1.1, 1.06, 0.9, 0.38];
/** From January: nobody writes invoices on the beach. */
const BY_MONTH = [1.06, 1, 1.04, 1, 0.97, 0.98, 0.86, 0.72, 1.05, 1.08, 1.06, 0.8];
/** How much bigger the last day of a year is than its first. */
const YEARLY_GROWTH = 2.3;

/** Something that draws a crowd, which then thins out. */
interface Burst {
  at: number;
  source: Source;
  /** Visits, in ordinary days' worth. */
  days: number;
  /** Hours after which a third of the crowd is left. */
  decay: number;
}

/** Decays after which nobody is left. */
const GONE = 12;

/** The hours of a history. Lazy, but for one number an hour and country. */
export function demandOf(history: History, random: Random): { slots(): Generator<Slot> } {
  const hours = Math.ceil((history.end - history.start) / HOUR);
  const clocks = COUNTRIES.map(({ zone }) => wallClock(zone));
  const here = wallClock(history.zone);
  const bursts = burstsOf(history);
  const noise = Array.from({ length: Math.ceil(hours / 24) + 1 }, () => random.skewed(1, 0.09));
  const ordinary = new Float64Array(hours * COUNTRIES.length);
  const crowds = new Float64Array(hours * bursts.length);
  let total = 0;
  for (let hour = 0; hour < hours; hour++) {
    const at = history.start + hour * HOUR;
    const level = levelAt(history, at) * (noise[Math.floor(hour / 24)] ?? 1);
    COUNTRIES.forEach(({ share }, i) => {
      const { hour: local, weekday } = (clocks[i] as typeof here)(at);
      ordinary[hour * COUNTRIES.length + i] = level * share * (BY_HOUR[local] ?? 0) * (BY_WEEKDAY[weekday] ?? 0);
      total += ordinary[hour * COUNTRIES.length + i] ?? 0;
    });
    bursts.forEach((burst, i) => {
      const age = (at - burst.at) / HOUR;
      const crowd =
        age < 0 || age > GONE * burst.decay
          ? 0
          : (burst.days * ORDINARY_DAY * Math.exp(-age / burst.decay)) / burst.decay;
      crowds[hour * bursts.length + i] = crowd * levelAt(history, at) * (0.3 + (BY_HOUR[here(at).hour] ?? 0) / 60);
      total += crowds[hour * bursts.length + i] ?? 0;
    });
  }

  function slotAt(hour: number): Slot {
    const start = history.start + hour * HOUR;
    const people = ordinary.subarray(hour * COUNTRIES.length, (hour + 1) * COUNTRIES.length);
    const crowd = crowds.subarray(hour * bursts.length, (hour + 1) * bursts.length);
    const base = people.reduce((sum, weight) => sum + weight, 0);
    const extra = crowd.reduce((sum, weight) => sum + weight, 0);
    const passed = progress(history, start);
    return {
      start,
      end: Math.min(start + HOUR, history.end),
      share: (base + extra) / total,
      country: (random) => COUNTRIES[random.weighted([...people.keys()], (i) => people[i] ?? 0)] as Country,
      source(random) {
        if (random.unit() * (base + extra) >= extra) return random.weighted(SOURCES, ({ weight }) => weight(passed));
        return random.weighted(bursts, (burst) => crowd[bursts.indexOf(burst)] ?? 0).source;
      },
    };
  }

  return {
    *slots() {
      for (let hour = 0; hour < hours; hour++) yield slotAt(hour);
    },
  };
}

const sumOf = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
/** The weight of a day like any other, at level 1. */
const ORDINARY_DAY = sumOf(COUNTRIES.map(({ share }) => share)) * sumOf(BY_HOUR) * (sumOf(BY_WEEKDAY) / 7);

function levelAt({ start }: History, at: number): number {
  const years = (at - start) / (365 * DAY);
  return YEARLY_GROWTH ** years * (BY_MONTH[new Date(at).getUTCMonth()] ?? 1);
}

/** Two launches on Product Hunt, a day on the front page of Hacker News, and a newsletter every second Tuesday. */
function burstsOf(history: History): Burst[] {
  const launch = (share: number, days: number): Burst => ({
    at: momentOf(history, weekdayAfter(history, share, 2), 9, 1),
    source: PRODUCT_HUNT,
    days,
    decay: 13,
  });
  const frontPage = {
    at: momentOf(history, weekdayAfter(history, 0.61, 3), 15, 40),
    source: HACKER_NEWS,
    days: 5,
    decay: 8,
  };
  const newsletters: Burst[] = [];
  for (let day = weekdayAfter(history, 0, 2); momentOf(history, day, 10) < history.end; day = day.add({ weeks: 2 })) {
    newsletters.push({ at: momentOf(history, day, 10), source: NEWSLETTER, days: 0.35, decay: 11 });
  }
  return [launch(0.27, 3), frontPage, launch(0.84, 4), ...newsletters].filter(
    ({ at }) => at >= history.start && at < history.end,
  );
}
