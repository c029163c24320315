import {
  DIRECT_CHANNEL,
  DIRECT_LABEL,
  FILTER_OPERATORS,
  type FilterOperator,
  METRICS,
  type Metric,
  NOT_SET_LABEL,
  REVENUE_METRICS,
  TRAFFIC_METRICS,
} from './vocabulary.ts';

/** What a dimension is. Its value is kept, or worked out from another's. */
type DimensionSpec<Name extends string = string> = (Stored | Derived<Name>) & {
  /** What it divides: sessions, single events or payments. */
  of: 'session' | 'event' | 'payment';
  /** Its label in reports where there is no value; null where there always is one. */
  empty: string | null;
  /** Its label instead where another dimension has no value either. */
  emptyWithout?: { dimension: Name; label: string };
  /** A tagged page view within a session has its own value as a touch; of all else, a touch has its session's. */
  ofTouch?: true;
  /** Its labels never differ in case alone, as the collector writes or spells them: a filter takes them in any case. */
  anyCase?: true;
  /** Whether `GET /api/overview` breaks the numbers down by it. */
  panel?: true;
};

interface Stored {
  /**
   * `visit`: every event brings a value, and a session has that of its first page view (else first event). `row`: in a
   * column of the session, event or payment alone. `definition`: nowhere, as a report matches conversion events when asked.
   */
  stored: 'visit' | 'row' | 'definition';
  /** The column, where it isn't named after the dimension. */
  column?: string;
  derived?: never;
}

interface Derived<Name extends string> {
  /** Worked out from another dimension's value when a report asks. */
  derived: { from: Name; by: Derivation };
  stored?: never;
  column?: never;
}

/** How a value is worked out from another: the continent of a country, the first part of a path (`/docs` of `/docs/start`). */
export type Derivation = 'continent' | 'first_part';

/**
 * The only place that knows what a dimension is: types, columns, labels in SQL and in TypeScript, filters, panels and which
 * metrics go with it follow from its line. Their order is that of the columns in an export and of the panels.
 */
const TABLE = {
  channel: { of: 'session', stored: 'visit', empty: DIRECT_CHANNEL, ofTouch: true, anyCase: true, panel: true },
  source: { of: 'session', stored: 'visit', empty: DIRECT_LABEL, ofTouch: true, anyCase: true, panel: true },
  referrer: {
    of: 'session',
    stored: 'visit',
    empty: NOT_SET_LABEL,
    // A visit that names its source isn't direct, though it came without a referrer.
    emptyWithout: { dimension: 'source', label: DIRECT_LABEL },
    ofTouch: true,
    panel: true,
  },
  utm_source: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, ofTouch: true, panel: true },
  utm_medium: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, ofTouch: true, panel: true },
  utm_campaign: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, ofTouch: true, panel: true },
  utm_content: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, ofTouch: true },
  utm_term: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, ofTouch: true },
  page: { of: 'event', stored: 'row', empty: NOT_SET_LABEL, panel: true },
  page_section: { of: 'event', derived: { from: 'page', by: 'first_part' }, empty: NOT_SET_LABEL, panel: true },
  entry_page: { of: 'session', stored: 'row', empty: NOT_SET_LABEL, panel: true },
  exit_page: { of: 'session', stored: 'row', empty: NOT_SET_LABEL, panel: true },
  hostname: { of: 'event', stored: 'row', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  continent: {
    of: 'session',
    derived: { from: 'country', by: 'continent' },
    empty: NOT_SET_LABEL,
    anyCase: true,
    panel: true,
  },
  country: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  region: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, panel: true },
  city: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, panel: true },
  device: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  browser: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, panel: true },
  browser_version: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL },
  os: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, panel: true },
  os_version: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL },
  language: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  screen: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  timezone: { of: 'session', stored: 'visit', empty: NOT_SET_LABEL, anyCase: true, panel: true },
  event_name: { of: 'event', stored: 'row', column: 'name', empty: null, panel: true },
  conversion_event: { of: 'event', stored: 'definition', empty: null, panel: true },
  product: { of: 'payment', stored: 'row', empty: NOT_SET_LABEL, panel: true },
  currency: { of: 'payment', stored: 'row', empty: null, anyCase: true },
} as const satisfies Record<string, DimensionSpec>;

type Table = typeof TABLE;
/** Every dimension but `prop:<key>`, which divides events by one of their properties. */
export type NamedDimension = keyof Table;
/** The dimensions whose line says this. */
type Those<Line> = { [Name in NamedDimension]: Table[Name] extends Line ? Name : never }[NamedDimension];

/** Attributes of a session: those of its first page view (else first event). */
export type SessionDimension = Those<{ of: 'session' }>;
/** Attributes of a single event; beside these, `prop:<key>`. */
export type NamedEventDimension = Those<{ of: 'event' }>;
export type EventDimension = NamedEventDimension | `prop:${string}`;
/** Attributes of money alone. */
export type RevenueDimension = Those<{ of: 'payment' }>;
export type Dimension = NamedDimension | `prop:${string}`;

/** What every event brings for its session. */
export type VisitAttribute = Those<{ stored: 'visit' }>;
/** What says where a touch came from. */
export type TouchAttribute = Those<{ ofTouch: true }>;
/** What sessions and events have a column for. */
export type SessionColumn = Those<{ of: 'session'; stored: string }>;
export type EventColumn = Those<{ of: 'event'; stored: 'row' }>;
export type Panel = Those<{ panel: true }>;

/** What each dimension is. */
export const DIMENSIONS: Readonly<Record<NamedDimension, DimensionSpec<NamedDimension>>> = TABLE;

const names = Object.keys(DIMENSIONS) as NamedDimension[];
const those = <Name extends NamedDimension>(says: (line: DimensionSpec) => boolean): readonly Name[] =>
  names.filter((name): name is Name => says(DIMENSIONS[name]));

export const SESSION_DIMENSIONS = those<SessionDimension>(({ of }) => of === 'session');
export const EVENT_DIMENSIONS = those<NamedEventDimension>(({ of }) => of === 'event');
export const REVENUE_DIMENSIONS = those<RevenueDimension>(({ of }) => of === 'payment');
/** In the order that errors and documents list them. */
export const NAMED_DIMENSIONS: readonly NamedDimension[] = [
  ...SESSION_DIMENSIONS,
  ...EVENT_DIMENSIONS,
  ...REVENUE_DIMENSIONS,
];
export const VISIT_ATTRIBUTES = those<VisitAttribute>(({ stored }) => stored === 'visit');
export const TOUCH_ATTRIBUTES = those<TouchAttribute>(({ ofTouch }) => ofTouch === true);
/** What a site is counted by on its first page: each panel is the breakdown by the dimension of its name. */
export const PANELS = those<Panel>(({ panel }) => panel === true);

export const isSessionDimension = (dimension: string): dimension is SessionDimension =>
  (SESSION_DIMENSIONS as readonly string[]).includes(dimension);
export const isRevenueDimension = (dimension: string): dimension is RevenueDimension =>
  (REVENUE_DIMENSIONS as readonly string[]).includes(dimension);
export const isEventDimension = (dimension: string): dimension is EventDimension =>
  !isSessionDimension(dimension) && !isRevenueDimension(dimension);

/** How a filter by this dimension may compare. Only of events can a visit have none. */
export const operatorsOf = (dimension: string): readonly FilterOperator[] =>
  isEventDimension(dimension) ? FILTER_OPERATORS : FILTER_OPERATORS.filter((operator) => operator !== 'none');

/**
 * The metrics that can be divided by these dimensions together. Payments belong to sessions, products and currencies, never
 * to a single event; sessions and events belong to no product. A ratio of both needs both.
 */
export function metricsFor(dimensions: readonly string[]): readonly Metric[] {
  const byEvent = dimensions.some(isEventDimension);
  const byPayment = dimensions.some(isRevenueDimension);
  if (byEvent && byPayment) return [];
  if (byEvent) return TRAFFIC_METRICS;
  if (byPayment) return REVENUE_METRICS.filter((metric) => metric !== 'revenue_per_visitor');
  return METRICS;
}
