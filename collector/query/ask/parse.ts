import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { type Dimension, isRevenueDimension, metricsFor } from '../../contract/dimensions.ts';
import { REPORT_MAX_LIMIT } from '../../contract/limits.ts';
import { invalid, type Path } from '../../contract/problem.ts';
import { analyticsQuery, periodQuery } from '../../contract/reports/analytics-query.ts';
import {
  ATTRIBUTION_MODELS,
  COMPARISONS,
  type Comparison,
  HEADLINE_METRICS,
  INTERVALS,
  METRICS,
  type Metric,
} from '../../contract/vocabulary.ts';
import { requireCurrency } from '../../model/money.ts';
import type { Site } from '../../model/site.ts';
import type { Website } from '../../model/website.ts';
import { requireZone } from '../../model/zone.ts';
import { defaultInterval, requireFewBuckets } from '../count/buckets.ts';
import { assertPossible, assertWithoutMoney, isRevenueMetric } from './families.ts';
import { knownDimension, type Lock, parseFilters } from './parse-filters.ts';
import { customPeriod, earlierRange, parsePeriod, type ResolvedPeriod, yearEarlier } from './parse-period.ts';
import { assertKnown, integer, list, oneOf } from './parse-words.ts';
import { fingerprintOf, readOffset } from './place.ts';
import type { AnalyticsQuestion, Filter, Range } from './question.ts';

export interface QuestionContext {
  website: Website;
  site: Site;
  conversionEvents: ConversionEvent[];
  now: number;
  /** Time of the first event or payment of the site, for `period=all`. */
  earliest: () => number | null;
  /** What the caller may be told, of a share link; absent for all others. */
  lock?: Lock;
}

const INCLUDES = ['timeseries', 'comparison', 'realtime', 'total_rows'];
const { website_id, timezone, format, test, ...asked } = analyticsQuery.shape;
/** As they are documented; a refusal lists them from the whole to the detail. */
export const PARAMETERS = { website_id, ...periodQuery, timezone, ...asked, format, test };

/**
 * Understands the parameters of `GET /api/analytics`. Throws a Refusal that names the parameter and what is allowed:
 * nothing is guessed and nothing unknown is ignored.
 */
export function parseAnalyticsQuery(params: URLSearchParams, context: QuestionContext): AnalyticsQuestion {
  assertKnown(params, PARAMETERS);
  const { website, now } = context;
  const get = (name: string): string | undefined => params.get(name) || undefined;

  const zone = requireZone(get('timezone') ?? website.timezone);
  const period = parsePeriod(
    { period: get('period'), start_date: get('start_date'), end_date: get('end_date') },
    zone,
    now,
    context.earliest,
  );
  const interval = oneOf('interval', get('interval') ?? defaultInterval(period.range), INTERVALS);

  const filters = parseFilters(params, context);
  const dimensions = parseDimensions(get('dimensions'));
  const metricsChosen = get('metrics') !== undefined;
  const money = context.lock?.money ?? true;
  const told = HEADLINE_METRICS.filter((metric) => money || !isRevenueMetric(metric));
  const metrics = list('metrics', get('metrics') ?? told.join(',')).map((word) => oneOf('metrics', word, METRICS));
  const filtered = filters.map((filter) => filter.dimension);
  if (!money) assertWithoutMoney(metrics, dimensions, filtered);
  assertPossible(metricsChosen ? metrics : [], [...dimensions, ...filtered], 'dimensions');

  const include = list('include', get('include') ?? 'timeseries').map((word) => oneOf('include', word, INCLUDES));
  if (include.includes('timeseries')) requireFewBuckets(period.range, interval, zone);
  const comparison = parseComparison(params, period, zone, now, include.includes('comparison'));
  const sort = parseSort(get('sort'), dimensions, metrics, filtered);
  const fingerprint = fingerprintOf('analytics', params, context);

  return {
    website,
    site: context.site,
    range: period.range,
    timezone: zone,
    interval,
    metrics,
    metricsChosen,
    dimensions,
    filters,
    comparison,
    recordedSince: comparison === null ? null : context.earliest(),
    attribution: oneOf('attribution', get('attribution') ?? website.settings.attribution_model, ATTRIBUTION_MODELS),
    lookbackDays: integer(
      'lookback_days',
      get('lookback_days') ?? String(website.settings.attribution_lookback_days),
      1,
      365,
    ),
    conversionEvents: chooseConversionEvents(get('conversion_event'), context.conversionEvents),
    currency: parseCurrency(get('currency'), filters, website.currency),
    sort,
    limit: integer('limit', get('limit') ?? '100', 1, REPORT_MAX_LIMIT),
    ...readOffset(get('cursor'), fingerprint),
    fingerprint,
    include: {
      timeseries: include.includes('timeseries'),
      realtime: include.includes('realtime'),
      totalRows: include.includes('total_rows'),
    },
    money,
    locked: (context.lock?.filters ?? []).length > 0,
    now,
  };
}

function parseDimensions(text: string | undefined): Dimension[] {
  if (text === undefined) return [];
  const words = list('dimensions', text).map((word) => knownDimension('dimensions', word));
  if (words.length > 2) throw invalid('dimensions', 'at most two dimensions');
  return words;
}

function parseComparison(
  params: URLSearchParams,
  period: ResolvedPeriod,
  zone: string,
  now: number,
  included: boolean,
): Range | null {
  const start = params.get('compare_start_date') || undefined;
  const end = params.get('compare_end_date') || undefined;
  const words = COMPARISONS as readonly Comparison[];
  const chosen = params.get('compare') || undefined;
  const compare = oneOf('compare', chosen ?? (included ? 'previous' : 'none'), words);
  const hasDates = start !== undefined || end !== undefined;
  if (hasDates && chosen !== undefined) throw invalid('compare', 'no compare beside compare_start_date');
  if (included && chosen === 'none') throw invalid('compare', 'previous or year beside include=comparison');
  if (hasDates) {
    if (start === undefined) throw invalid('compare_start_date', 'YYYY-MM-DD or ISO 8601 timestamp', 'MISSING_FIELD');
    if (end === undefined) throw invalid('compare_end_date', 'YYYY-MM-DD or ISO 8601 timestamp', 'MISSING_FIELD');
    return customPeriod(start, end, zone, now, ['compare_start_date', 'compare_end_date']).range;
  }
  if (compare === 'none') return null;
  return compare === 'year' ? yearEarlier(period, zone, now) : earlierRange(period, zone, now);
}

function parseSort(text: string | undefined, dimensions: Dimension[], metrics: Metric[], filtered: Dimension[]) {
  const possible = metricsFor([...dimensions, ...filtered]).filter((metric) => metrics.includes(metric));
  const preferred: Metric = dimensions.some(isRevenueDimension) ? 'revenue' : 'visitors';
  if (text === undefined)
    return { by: possible.includes(preferred) ? preferred : (possible[0] ?? preferred), descending: true };
  const descending = text.startsWith('-');
  const by = descending ? text.slice(1) : text;
  const allowed = [...possible, ...dimensions];
  if (!(allowed as string[]).includes(by))
    throw invalid('sort', `one of ${allowed.join(', ')}, - before it for descending`);
  return { by, descending };
}

/** The one of this id or name, also if it is archived; without a choice all active ones. */
export function chooseConversionEvents(
  chosen: string | undefined,
  all: ConversionEvent[],
  field: string | Path = 'conversion_event',
): ConversionEvent[] {
  if (chosen === undefined) return all.filter(({ active }) => active);
  const found = all.find(({ id }) => id === chosen) ?? all.findLast(({ name, active }) => name === chosen && active);
  if (found === undefined) throw invalid(field, 'id or name of a conversion event of this website');
  return [found];
}

/** Asking for the payments of one other currency means to see them in it. */
export function parseCurrency(chosen: string | undefined, filters: Filter[], home: string): string {
  const filter = filters.find((candidate) => candidate.dimension === 'currency' && candidate.operator === 'is');
  const only = filter?.values.length === 1 ? filter.values[0] : undefined;
  return requireCurrency((chosen ?? only ?? home).toUpperCase(), 'currency');
}
