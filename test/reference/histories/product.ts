import fc from 'fast-check';
import type { NewEvent } from '../../../collector/model/event.ts';
import type { Payment } from '../../../collector/model/payment.ts';
import { ask } from '../../support/ask.ts';
import { append, website } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';
import { NOW, type PlannedHistory } from './histories.ts';
import type { Answer, Figures, Filter, Question, Range } from './history.ts';

/** How the history reaches the store: in which order, in what portions, and what is sent again. */
export const deliveries = fc.record({ seed: fc.nat(), portion: fc.integer({ min: 1, max: 15 }) });

/** Writes a history into a real store. `between` is called after each portion. */
export async function deliver(
  history: PlannedHistory,
  { seed, portion }: { seed: number; portion: number },
  between: (store: TemporaryStore) => Promise<void> = async () => {},
) {
  const store = fleetingStore();
  let state = seed;
  const roll = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  const left: (NewEvent | Payment)[] = [
    ...history.events,
    ...history.events.filter(() => roll(5) === 0),
    ...history.payments,
  ];
  const settings = { ...website.settings, excluded_referrers: history.excludedReferrers };
  await store.registry.createWebsite({ ...website, settings });
  await store.registry.saveCurrencyRates(history.rates, false);
  while (left.length > 0) {
    const sent = Array.from({ length: Math.min(portion, left.length) }, () => left.splice(roll(left.length), 1)).flat();
    const events = sent.filter((each) => 'event_id' in each);
    if (events.length > 0) await append(store.store, ...events);
    for (const each of sent) if ('revenue_id' in each) await store.store.recordPayment(each, 'keep');
    await between(store);
  }
  return store;
}

export function rangeParameters(range: Range) {
  const instant = (time: number) => new Date(time).toISOString();
  return {
    start_date: 'from' in range ? range.from : instant(range.start),
    end_date: 'from' in range ? range.to : instant(range.end),
  };
}

export const filterParameters = (filters: Filter[]): [string, string][] =>
  filters.map(({ dimension, operator, values }) => [
    `filter_${dimension}`,
    `${operator}:${values.map((value) => value.replace(/[\\,]/g, '\\$&')).join()}`,
  ]);

export function asParameters(question: Question): Record<string, string> {
  return {
    ...rangeParameters(question.range),
    timezone: question.timezone,
    interval: question.interval,
    attribution: question.attribution,
    lookback_days: String(question.lookbackDays),
    currency: question.currency,
    limit: '1000',
    include: 'timeseries',
    ...(question.dimensions.length === 0 ? {} : { dimensions: question.dimensions.join() }),
    ...(question.conversionEvent === null ? {} : { conversion_event: question.conversionEvent }),
    ...Object.fromEntries(filterParameters(question.filters)),
  };
}

/** What the product answers. */
export async function productAnswer(
  store: TemporaryStore,
  history: PlannedHistory,
  question: Question,
): Promise<Answer> {
  const { conversionEvents } = history;
  const answer = await ask(store, asParameters(question), { conversionEvents, now: NOW });
  const { currency: _, ...metrics } = answer.metrics;
  return comparable(
    {
      metrics: metrics as Figures,
      breakdown: (answer.breakdown ?? []) as Figures[],
      timeseries: (answer.timeseries ?? []) as Figures[],
      unattributed_revenue:
        answer.meta.unattributed_revenue === undefined ? Number.NaN : answer.meta.unattributed_revenue,
    },
    question,
  );
}

/** It is told when it is asked for by its name. */
const withoutDepth = ({ scroll_depth, ...figures }: Figures): Figures => figures;

/** Rows in order of their labels, without those that hold nothing. */
export function comparable(answer: Answer, { dimensions }: Question): Answer {
  const labels = (row: Figures) => JSON.stringify(dimensions.map((dimension) => row[dimension]));
  const holds = (row: Figures) =>
    Object.entries(row).some(
      ([name, value]) => !(dimensions as string[]).includes(name) && value !== 0 && value !== null,
    );
  const told = answer.breakdown.map(withoutDepth).filter(holds);
  return {
    ...answer,
    metrics: withoutDepth(answer.metrics),
    timeseries: answer.timeseries.map(withoutDepth),
    breakdown: told.toSorted((a, b) => (labels(a) < labels(b) ? -1 : 1)),
  };
}
