/**
 * The words of the analytics, once. Every layer keys its tables on these lists, so that a word added here
 * makes the compiler name each place that lacks it. Imports nothing.
 */

/** Counted from events and sessions. */
export const TRAFFIC_METRICS = [
  'visitors',
  'sessions',
  'pageviews',
  'events',
  'views_per_session',
  'bounce_rate',
  'session_duration',
  'engaged_time',
  'scroll_depth',
  'conversions',
  'converting_visitors',
  'conversion_rate',
] as const;
export type TrafficMetric = (typeof TRAFFIC_METRICS)[number];

/** Counted from payments. */
export const REVENUE_METRICS = [
  'revenue',
  'gross_revenue',
  'refunds',
  'transactions',
  'customers',
  'average_order_value',
  'revenue_per_visitor',
] as const;
export type RevenueMetric = (typeof REVENUE_METRICS)[number];

export const METRICS = [...TRAFFIC_METRICS, ...REVENUE_METRICS] as const;
export type Metric = TrafficMetric | RevenueMetric;
/** What is told unless metrics are named: the others cost more than they tell of a whole website. */
export const HEADLINE_METRICS: readonly Metric[] = METRICS.filter((metric) => metric !== 'scroll_depth');

/** The numbers of a row in a panel of `GET /api/overview`, where its dimension can divide them. */
export const PANEL_METRICS = [
  'visitors',
  'sessions',
  'pageviews',
  'events',
  'conversions',
  'conversion_rate',
  'revenue',
  'transactions',
  'revenue_per_visitor',
] as const satisfies readonly Metric[];

export const PERIODS = [
  'today',
  'yesterday',
  '24h',
  '7d',
  '28d',
  '30d',
  '90d',
  'month',
  'last_month',
  '6mo',
  '12mo',
  'year',
  'all',
  'custom',
] as const;
export type Period = (typeof PERIODS)[number];

export const INTERVALS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** How long the periods of a cohort are. */
export const COHORT_INTERVALS = ['day', 'week', 'month'] as const;
export type CohortInterval = (typeof COHORT_INTERVALS)[number];

/** Whether the steps of a funnel may lie in several sessions. */
export const FUNNEL_SCOPES = ['visitor', 'session'] as const;
export type FunnelScope = (typeof FUNNEL_SCOPES)[number];

export const COMPARISONS = ['none', 'previous', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const ATTRIBUTION_MODELS = ['last_non_direct', 'last', 'first', 'linear', 'position'] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/**
 * Ways a filter may compare: `filter_country=US,CA` is `is`, others are a prefix, as in `contains:news`. `none` keeps the visits
 * without any such event in the range, while `is_not` keeps the other events of whichever visits.
 */
export const FILTER_OPERATORS = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'none'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** Labels a report gives to what has no value. */
export const DIRECT_LABEL = '(direct)';
export const NOT_SET_LABEL = '(not set)';
export const UNATTRIBUTED_LABEL = '(unattributed)';
/** Labels that are no values: a value that is written like one of them is told with a backslash before it. */
export const RESERVED_LABELS = [DIRECT_LABEL, NOT_SET_LABEL, UNATTRIBUTED_LABEL] as const;
/** What a list has no place for, as one row. */
export const OTHER_LABEL = '(other)';
/** Ends of a journey. */
export const ENTRY_LABEL = '(entry)';
export const EXIT_LABEL = '(exit)';
/** The channel of a visit that came from nowhere. */
export const DIRECT_CHANNEL = 'Direct';

/** What an API key may do. A key made without a choice has all but `keys:write`. */
export const SCOPES = [
  'events:write',
  'revenue:write',
  'analytics:read',
  'websites:read',
  'websites:write',
  'conversions:read',
  'conversions:write',
  'export:read',
  'keys:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a person of the dashboard may do: an owner everything, a viewer look. */
export const ROLES = ['owner', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What a one-time link is for: the first owner, a further person, a new password. */
export const INVITATION_PURPOSES = ['setup', 'invite', 'reset'] as const;
export type InvitationPurpose = (typeof INVITATION_PURPOSES)[number];

/** Why an event was accepted into the request but not into the numbers. */
export const DROP_REASONS = [
  'bot',
  'referrer_spam',
  'tracking_disabled',
  'excluded_ip',
  'excluded_path',
  'excluded_country',
  'gpc',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];
/** Those that are judgements of the visitor and may be wrong: such events are kept apart, others are not kept at all. */
export type Judgement = Extract<DropReason, 'bot' | 'referrer_spam'>;

/** Why a request with events was turned away as a whole; a flaw in one field is `missing_field:event_name` and the like. */
export const REFUSAL_REASONS = [
  'origin_not_allowed',
  'rate_limited',
  'malformed_json',
  'too_large',
  'unsupported_type',
  'scope_missing',
  'out_of_reach',
  'idempotency_conflict',
  'unavailable',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number] | `${FieldFlaw}:${string}`;

export const FIELD_FLAWS = ['missing_field', 'invalid_type', 'invalid_value', 'unknown_field'] as const;
export type FieldFlaw = (typeof FIELD_FLAWS)[number];

/** Spellings of a page view that other tools use; stored as `page_view`. */
export const PAGE_VIEW = 'page_view';
export const PAGE_VIEW_ALIASES = ['pageview', '$pageview'] as const;
export const PAGE_LEAVE = 'page_leave';

/** What can be wrong with a campaign link, most harmful first. */
export const LINK_FLAWS = [
  'own_link',
  'placeholder',
  'escaped_ampersand',
  'second_question_mark',
  'no_question_mark',
  'escaped_query',
  'unknown_tag',
] as const;
export type LinkFlaw = (typeof LINK_FLAWS)[number];
