import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import {
  type Dimension,
  REVENUE_DIMENSIONS,
  SESSION_DIMENSIONS,
  type SessionDimension,
} from '../../collector/contract/dimensions.ts';
import type { StoredEvent } from '../../collector/model/event.ts';
import type { Filter } from './histories/history.ts';
import type { Credit } from './money.ts';
import type { Session } from './sessions.ts';

/** An event and the session it is in. */
export interface Seen {
  event: StoredEvent;
  session: Session | null;
}

/** What a dimension is told by. */
export function kindOf(dimension: Dimension): 'session' | 'event' | 'revenue' {
  if ((SESSION_DIMENSIONS as readonly string[]).includes(dimension)) return 'session';
  return (REVENUE_DIMENSIONS as readonly string[]).includes(dimension) ? 'revenue' : 'event';
}

/** The labels of an event in a dimension: none outside sessions, several where it meets several conversion events. */
export function labelsOf(dimension: Dimension, { event, session }: Seen, definitions: ConversionEvent[]): string[] {
  if (kindOf(dimension) === 'session') {
    return session === null ? [] : [sessionLabel(dimension as SessionDimension, session.origin, session)];
  }
  if (dimension === 'conversion_event') {
    return definitions.filter((definition) => meets(definition, event)).map(({ name }) => name);
  }
  if (dimension === 'event_name') return [event.name];
  if (dimension === 'page' || dimension === 'hostname') return [event[dimension] ?? '(not set)'];
  if (dimension === 'page_section') return [event.page?.replace(/^(\/[^/]*).*$/, '$1') ?? '(not set)'];
  const value = JSON.parse(event.properties)[dimension.slice('prop:'.length)] ?? null;
  return [value === null ? '(not set)' : apart(typeof value === 'object' ? JSON.stringify(value) : String(value))];
}

/** A value that looks like a label of what has none is marked. */
const apart = (value: string) => (/^\\*\((direct|not set|unattributed)\)$/.test(value) ? `\\${value}` : value);

const CAME_FROM: readonly string[] = [
  'channel',
  'source',
  'referrer',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
];

/** Of the countries in the histories. */
const CONTINENTS: Record<string, string> = { DE: 'Europe', US: 'North America', KI: 'Oceania' };

/** @param came The event that says where the visitor came from. */
function sessionLabel(dimension: SessionDimension, came: StoredEvent, session: Session): string {
  if (dimension === 'entry_page') return session.entryPage ?? '(not set)';
  if (dimension === 'exit_page') return session.exitPage ?? '(not set)';
  if (dimension === 'continent') return CONTINENTS[session.origin.country ?? ''] ?? '(not set)';
  const value = CAME_FROM.includes(dimension) ? came[dimension] : session.origin[dimension];
  if (value !== null) return apart(value);
  // A visit that names its source came from there, with or without a referrer.
  const isDirect = dimension === 'source' || (dimension === 'referrer' && came.source === null);
  return isDirect ? '(direct)' : '(not set)';
}

export function creditLabel(dimension: Dimension, { payment, touch }: Credit) {
  if (dimension === 'product') return payment.product === null ? '(not set)' : apart(payment.product);
  if (dimension === 'currency') return payment.currency;
  if (touch === null) return '(unattributed)';
  return sessionLabel(dimension as SessionDimension, touch.event, touch.session);
}

export function keepsEvent(filter: Filter, seen: Seen, definitions: ConversionEvent[]): boolean {
  const kind = kindOf(filter.dimension);
  if (kind === 'revenue' || filter.operator === 'none') return true;
  if (kind === 'session' && seen.session === null) return false;
  return passes(filter, labelsOf(filter.dimension, seen, definitions));
}

/**
 * What is left when filters by what a visit must not have are heeded: the events of visits of which no event in the range
 * meets them, whatever other filters say of it.
 */
export function ofVisitsWithout(filters: Filter[], inRange: Seen[], definitions: ConversionEvent[]) {
  const barring = filters.filter(({ operator }) => operator === 'none');
  const barred = (each: Seen) =>
    barring.some((filter) => passes(filter, labelsOf(filter.dimension, each, definitions)));
  const without = new Set(inRange.filter(barred).map(({ session }) => session));
  return ({ session }: Seen) => barring.length === 0 || (session !== null && !without.has(session));
}

export function keepsCredit(filter: Filter, credit: Credit): boolean {
  return kindOf(filter.dimension) === 'event' || passes(filter, [creditLabel(filter.dimension, credit)]);
}

/** Written by the collector, which never varies their case. */
const ANY_CASE: readonly string[] = [
  ...['channel', 'source', 'continent', 'country', 'device', 'language', 'screen', 'timezone', 'hostname', 'currency'],
];

const escaped = (text: string) => text.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&');

function passes({ dimension, operator, values }: Filter, labels: string[]): boolean {
  const some = (pattern: (value: string) => string, flags: string) =>
    labels.some((label) => values.some((value) => new RegExp(pattern(escaped(value)), flags).test(label)));
  const whole = (value: string) => `^(?:${value})$`;
  const exactly = ANY_CASE.includes(dimension) ? 'isu' : 'su';
  switch (operator) {
    case 'is':
    case 'none':
      return some(whole, exactly);
    case 'is_not':
      return !some(whole, exactly);
    case 'contains':
      return some(String, 'isu');
    case 'not_contains':
      return !some(String, 'isu');
    case 'starts_with':
      return some((value) => `^(?:${value})`, 'isu');
  }
}

/** Whether an event is a conversion. `*` in a path is one segment, a final `/**` any depth. */
export function meets(definition: ConversionEvent, event: StoredEvent): boolean {
  if (definition.type === 'event' && event.name !== definition.event_name) return false;
  if (definition.type === 'page') {
    if (event.name !== 'page_view' || event.page === null || definition.page_path === null) return false;
    const pattern = definition.page_path.replace(/\/\*\*$/, '(/.*)?').replace(/\/\*(?=\/|$)/g, '/[^/]+');
    if (!new RegExp(`^${definition.match === 'exact' ? definition.page_path : pattern}$`).test(event.page))
      return false;
  }
  const properties = JSON.parse(event.properties);
  return Object.entries(definition.properties ?? {}).every(([key, value]) => (properties[key] ?? null) === value);
}
