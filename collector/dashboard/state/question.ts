import { type Condition, readFilter, writeFilter } from '../../contract/grammar.ts';
import {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  COMPARISONS,
  type Comparison,
  INTERVALS,
  type Interval,
  PERIODS,
  type Period,
} from '../../contract/vocabulary.ts';
import type { Query } from '../api/client.ts';

export interface Filter extends Condition {
  dimension: string;
}

/** What the page is about. Lives in the address, in the API's own words; what is absent there is the default. */
export interface Question {
  period: Period;
  /** `YYYY-MM-DD`, both inclusive; only with the period `custom`. */
  start: string | null;
  end: string | null;
  compare: Comparison;
  /** Null: by the length of the period. */
  interval: Interval | null;
  /** Null: the website's. */
  timezone: string | null;
  attribution: AttributionModel | null;
  filters: Filter[];
}

export const DEFAULT_QUESTION: Question = {
  period: '30d',
  start: null,
  end: null,
  compare: 'previous',
  interval: null,
  timezone: null,
  attribution: null,
  filters: [],
};

const word = <T extends string>(text: string | null, words: readonly T[]): T | null =>
  (words as readonly (string | null)[]).includes(text) ? (text as T) : null;

const isTime = (text: string | null): boolean =>
  text !== null && /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));

/** A zone that the browser can write times of. */
function zone(text: string | null): string | null {
  if (text === null) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return null;
  }
}

/** Reads an address. What it does not understand is left out. */
export function readQuestion(search: URLSearchParams): Question {
  const start = search.get('start_date');
  const end = search.get('end_date');
  const custom = isTime(start) && (end === null || isTime(end));
  return {
    period: custom ? 'custom' : (word(search.get('period'), PERIODS) ?? DEFAULT_QUESTION.period),
    start: custom ? start : null,
    end: custom ? end : null,
    compare: word(search.get('compare'), COMPARISONS) ?? DEFAULT_QUESTION.compare,
    interval: word(search.get('interval'), INTERVALS),
    timezone: zone(search.get('timezone')),
    attribution: word(search.get('attribution'), ATTRIBUTION_MODELS),
    filters: [...search].filter(([name]) => name.startsWith('filter_')).map(([name, text]) => filterOf(name, text)),
  };
}

function filterOf(name: string, text: string): Filter {
  const { operator, values } = readFilter(text);
  return { dimension: name.slice('filter_'.length), operator, values };
}

/** The question as an address says it. */
export function writeQuestion(question: Question): URLSearchParams {
  const search = new URLSearchParams();
  const { period, start, end, compare, interval, timezone, attribution, filters } = question;
  if (period === 'custom' && start !== null) {
    search.set('start_date', start);
    if (end !== null) search.set('end_date', end);
  } else if (period !== DEFAULT_QUESTION.period) search.set('period', period);
  if (compare !== DEFAULT_QUESTION.compare) search.set('compare', compare);
  if (interval !== null) search.set('interval', interval);
  if (timezone !== null) search.set('timezone', timezone);
  if (attribution !== null) search.set('attribution', attribution);
  for (const filter of filters) search.append(`filter_${filter.dimension}`, writeFilter(filter));
  return search;
}

/** Which parts of a question a report understands. */
export interface Understood {
  compare?: boolean;
  interval?: boolean;
  attribution?: boolean;
  /** By dimension; others are left out, and the page says so. Default: all. */
  filters?: (dimension: string) => boolean;
}

/** The question as parameters of a report. */
export function toQuery(websiteId: string, question: Question, understood: Understood = {}): Query {
  const query: Query = { website_id: websiteId, timezone: question.timezone };
  if (question.period === 'custom') Object.assign(query, { start_date: question.start, end_date: question.end });
  else query.period = question.period;
  if (understood.compare) query.compare = question.compare;
  if (understood.interval) query.interval = question.interval;
  if (understood.attribution) query.attribution = question.attribution;
  for (const filter of question.filters) {
    if (understood.filters !== undefined && !understood.filters(filter.dimension)) continue;
    const name = `filter_${filter.dimension}`;
    const before = query[name];
    query[name] = before === undefined ? writeFilter(filter) : [before as string, writeFilter(filter)].flat();
  }
  return query;
}

/**
 * The question with one more filter. One of the same dimension and operator gives way, except that whoever excludes two
 * values, of events or of whole visits, wants neither.
 */
export function withFilter(question: Question, filter: Filter): Question {
  const isSame = (one: Filter) => one.dimension === filter.dimension && one.operator === filter.operator;
  const excludes = filter.operator === 'is_not' || filter.operator === 'none';
  const excluded = excludes ? question.filters.filter(isSame).flatMap(({ values }) => values) : [];
  const values = [...new Set([...excluded, ...filter.values])];
  return { ...question, filters: [...question.filters.filter((one) => !isSame(one)), { ...filter, values }] };
}
