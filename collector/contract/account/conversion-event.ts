import { z } from 'zod';
import { characters, currency, oneOf, record, text } from '../fields.ts';
import { EVENT_NAME_MAX } from '../limits.ts';
import { listQuery, pagination } from '../lists.ts';
import { reportPeriod } from '../reports/report.ts';
import { INTERVALS, PERIODS } from '../vocabulary.ts';
import { pathPattern } from './website.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], 'string, number, boolean or null');
const value = z.number('number').min(0, 'number of 0 or more').max(1e12, 'number of at most 1e12');

const period = oneOf(PERIODS).optional();

const definition = {
  /** Default: the event name, or `Visit <path>`. */
  name: characters(200).optional(),
  /** Inferred when absent. */
  type: z.enum(['event', 'page'], 'event or page').optional(),
  event_name: characters(EVENT_NAME_MAX).nullable().optional(),
  page_path: pathPattern.nullable().optional(),
  /** In a `wildcard` path `*` is one segment and `**` any depth. Default: `wildcard` when the path has a `*`. */
  match: z.enum(['exact', 'wildcard'], 'exact or wildcard').optional(),
  /** All of these must equal the event's properties. */
  properties: record(scalar, 'object of property values', {
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
  })
    .nullable()
    .optional(),
  /** Worth of one conversion, in major units. Never mixed with revenue. */
  value: value.nullable().optional(),
  /** The property of the event that holds its worth. */
  value_property: text.nullable().optional(),
  currency: currency.nullable().optional(),
  /** Whether a session may convert more than once. */
  count: z.enum(['every', 'once_per_session'], 'every or once_per_session').optional(),
  is_primary: z.boolean('boolean').optional(),
};

/** Body of `POST /api/websites/{id}/conversion-events`. */
export const conversionEventBody = z.strictObject(definition, 'object');
/** Body of `PUT /api/websites/{id}/conversion-events/{conversion_event_id}`: a merge. */
export const conversionEventPutBody = z.strictObject(
  {
    ...definition,
    active: z.boolean('boolean').optional(),
    /** Read-only: may be sent back unchanged. */
    id: z.string('string').optional(),
    created_at: z.string('string').optional(),
    /** Told by `include=stats`: may be sent back, and is not looked at. */
    conversions: z.unknown().optional(),
    converting_visitors: z.unknown().optional(),
    conversion_rate: z.unknown().optional(),
    revenue: z.unknown().optional(),
    conversion_value: z.unknown().optional(),
  },
  'object',
);
export type ConversionEventBody = z.infer<typeof conversionEventBody>;
export type ConversionEventPutBody = z.infer<typeof conversionEventPutBody>;

export const conversionEvent = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['event', 'page']),
  event_name: z.string().nullable(),
  page_path: z.string().nullable(),
  match: z.enum(['exact', 'wildcard']),
  properties: z.record(z.string(), scalar).nullable(),
  value: z.number().nullable(),
  value_property: z.string().nullable(),
  currency: z.string().nullable(),
  count: z.enum(['every', 'once_per_session']),
  is_primary: z.boolean(),
  active: z.boolean(),
  created_at: z.string(),
});
export type ConversionEvent = z.infer<typeof conversionEvent>;

const withStats = conversionEvent.extend({
  conversions: z.int().optional(),
  converting_visitors: z.int().optional(),
  conversion_rate: z.number().nullable().optional(),
  revenue: z.number().nullable().optional(),
  /** Worth of these conversions by `value_property` or `value`, in major units of `currency`, else the website's. */
  conversion_value: z.number().nullable().optional(),
});

export const conversionEventAnswer = z.object({
  success: z.literal(true),
  conversion_event_id: z.string(),
  created: z.boolean(),
  conversion_event: conversionEvent,
});
export const conversionEventsAnswer = z.object({
  success: z.literal(true),
  conversion_events: z.array(withStats),
  pagination,
});

/** `?include=stats&period=30d` adds conversions, converting visitors, their rate, revenue and the conversions' value. */
export const conversionEventsQuery = listQuery.extend({
  include: z.enum(['stats'], 'stats').optional(),
  period,
});

/** Body of `POST /api/websites/{id}/conversion-events/preview`. */
export const conversionPreviewBody = z.strictObject({ ...definition, period }, 'object');

export const conversionPreviewAnswer = z.object({
  success: z.literal(true),
  period: reportPeriod.extend({ interval: z.enum(INTERVALS) }),
  conversions: z.int(),
  converting_visitors: z.int(),
  conversion_rate: z.number().nullable(),
  /** In major units of the definition's currency, else the website's; null where it names no value. */
  conversion_value: z.number().nullable(),
  /** The ten event names, or pages, it meets most, and how often: also where it counts once per session. */
  events: z.array(z.object({ event_name: z.string().optional(), page: z.string().optional(), count: z.int() })),
  timeseries: z.array(z.object({ date: z.string(), conversions: z.int() })),
});
export type ConversionPreview = z.infer<typeof conversionPreviewAnswer>;
