/**
 * Sizes and counts both ends of the wire obey. Imports nothing: the snippet takes its values from here.
 */

/** Event names are 1 to 64 characters. */
export const EVENT_NAME_MAX = 64;
/** Ids that a caller brings (event, visitor, session, website) are opaque strings of 1 to 128 bytes. */
export const ID_MAX_BYTES = 128;
/** Keys in one event's `properties`. */
export const PROPERTIES_MAX_KEYS = 100;
/** Nesting inside `properties`; the object itself is depth 1. */
export const PROPERTIES_MAX_DEPTH = 5;
/** Code points in any one string. */
export const STRING_MAX = 2000;
/** Events in one batch. */
export const BATCH_MAX_EVENTS = 500;
/** Bytes of one request body. */
export const BODY_MAX_BYTES = 512 * 1024;
/** Bytes of one event, as UTF-8 JSON. */
export const EVENT_MAX_BYTES = 32 * 1024;
/** Nesting of any request body, judged on the raw text: JSON.stringify and zod overflow the stack near 1,000. */
export const JSON_MAX_DEPTH = 32;
/** Characters of an Idempotency-Key. */
export const IDEMPOTENCY_KEY_MAX = 255;
/** Keyless events may be this old (ms): the longest life of the snippet's queue. */
export const PUBLIC_MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;
/** An event further in the future than this (ms) is clamped to the time it was received. */
export const EVENT_MAX_FUTURE_MS = 10 * 60 * 1000;
/** Revenue further in the future than this (ms) is refused. */
export const REVENUE_MAX_FUTURE_MS = 5 * 60 * 1000;
/** Rows of one analytics page. */
export const REPORT_MAX_LIMIT = 1000;
/** Time buckets of one report. */
export const REPORT_MAX_BUCKETS = 2000;
/** Steps of a funnel. */
export const FUNNEL_MIN_STEPS = 2;
export const FUNNEL_MAX_STEPS = 8;
/** The longest window of a funnel, days. */
export const FUNNEL_MAX_WINDOW_DAYS = 365;
/** Cohorts of one retention report, and so periods of its longest row. */
export const RETENTION_MAX_COHORTS = 100;
/** Pages of a journey beyond its anchor. */
export const JOURNEY_MAX_STEPS = 10;
/** Rows of each list of the realtime report. */
export const REALTIME_MAX_ROWS = 100;
/** The newest events of a website that are looked through for their properties, and how many of them are read. */
export const PROPERTY_SCAN_EVENTS = 100_000;
export const PROPERTY_READ_EVENTS = 2000;
/** Rows of each panel of the overview. */
export const OVERVIEW_MAX_ROWS = 100;
/** Hosts counted one by one, of a website, a UTC day and an outcome; the rest are one. */
export const HOSTNAMES_PER_DAY = 200;
/** Days of the longest data-quality report. */
export const DATA_QUALITY_MAX_DAYS = 400;
/** Hours that a rotated key may go on working. */
export const KEY_OVERLAP_MAX_HOURS = 720;
/** Characters of an annotation. */
export const ANNOTATION_MAX = 500;
