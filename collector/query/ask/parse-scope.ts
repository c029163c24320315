import type { z } from 'zod';
import {
  EVENT_DIMENSIONS,
  isEventDimension,
  isRevenueDimension,
  SESSION_DIMENSIONS,
  type SessionDimension,
} from '../../contract/dimensions.ts';
import { REPORT_MAX_LIMIT } from '../../contract/limits.ts';
import { invalid } from '../../contract/problem.ts';
import { requireZone } from '../../model/zone.ts';
import type { QuestionContext } from './parse.ts';
import { parseFilters } from './parse-filters.ts';
import { parsePeriod } from './parse-period.ts';
import { assertKnown, integer, oneOf } from './parse-words.ts';
import { fingerprintOf, type Page, readOffset } from './place.ts';
import type { Filter } from './question.ts';
import type { ReportScope } from './report-question.ts';

/** A parameter that was given and is not empty. */
export const reader =
  (params: URLSearchParams) =>
  (name: string): string | undefined =>
    params.get(name) || undefined;

/**
 * Understands what all reports have in common. `query` documents the parameters of this one. Throws a refusal that names
 * the parameter and what is allowed.
 */
export function parseScope(params: URLSearchParams, context: QuestionContext, query: z.ZodObject): ReportScope {
  assertKnown(params, query.shape);
  const get = reader(params);
  const timezone = parseZone(params, context);
  const named = { period: get('period'), start_date: get('start_date'), end_date: get('end_date') };
  const { range } = parsePeriod(named, timezone, context.now, context.earliest);
  return { ...common(params, context), range, timezone };
}

/** The same for a report about now, which has no period. */
export function parseScopeOfNow(
  params: URLSearchParams,
  context: QuestionContext,
  query: z.ZodObject,
): Omit<ReportScope, 'range'> {
  assertKnown(params, query.shape);
  return { ...common(params, context), timezone: parseZone(params, context) };
}

function common(params: URLSearchParams, context: QuestionContext) {
  const { website, site, now } = context;
  return { website, site, now, filters: parseFilters(params, context) };
}

const parseZone = (params: URLSearchParams, { website }: QuestionContext): string =>
  requireZone(params.get('timezone') || website.timezone);

/** `limit` and `cursor`, which belongs to one question to one report. */
export function parsePage(params: URLSearchParams, report: string, context: QuestionContext): Page {
  const get = reader(params);
  const fingerprint = fingerprintOf(report, params, context);
  return {
    limit: integer('limit', get('limit') ?? '100', 1, REPORT_MAX_LIMIT),
    ...readOffset(get('cursor'), fingerprint),
    fingerprint,
  };
}

/** `dimension`: one attribute of sessions, or none. */
export const parseSessionDimension = (params: URLSearchParams): SessionDimension | null => {
  const word = params.get('dimension') || undefined;
  return word === undefined ? null : oneOf('dimension', word, SESSION_DIMENSIONS);
};

/** Refuses filters by anything but attributes of sessions; `instead` says what to do about it. */
export function requireSessionFilters(filters: Filter[], instead: string): void {
  const bad = filters.find(({ dimension }) => isEventDimension(dimension) || isRevenueDimension(dimension));
  if (bad === undefined) return;
  throw invalid(`filter_${bad.dimension}`, `a filter by one of ${SESSION_DIMENSIONS.join(', ')}; ${instead}`);
}

/** Refuses filters by attributes of money, where visits are told. */
export function requireTrafficFilters(filters: Filter[]): void {
  const bad = filters.find(({ dimension }) => isRevenueDimension(dimension));
  if (bad === undefined) return;
  const possible = [...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS, 'prop:<key>'].join(', ');
  throw invalid(`filter_${bad.dimension}`, `a filter by one of ${possible}: visits know no payments`);
}
