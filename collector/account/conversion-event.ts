import type {
  ConversionEvent,
  ConversionEventBody,
  ConversionEventPutBody,
} from '../contract/account/conversion-event.ts';
import { invalid, Refusal } from '../contract/problem.ts';
import { formatTimestamp } from '../contract/timestamp.ts';
import { PAGE_VIEW, PAGE_VIEW_ALIASES } from '../contract/vocabulary.ts';
import { mintId } from '../model/id.ts';
import { normalPath } from '../model/match/path.ts';
import { requireCurrency } from '../model/money.ts';
import { refuseReadOnly } from './read-only.ts';

/**
 * The active conversion event that a validated body describes, or a new one.
 * Without a name any active event of the same definition is meant.
 * Throws a refusal (400) for a body that contradicts itself, (409) for a name that stands for another definition.
 */
export function findOrCreate(
  existing: readonly ConversionEvent[],
  body: ConversionEventBody,
  now: number,
): { event: ConversionEvent; created: boolean } {
  const event = defineConversionEvent(body, now);
  const active = existing.filter((candidate) => candidate.active);
  const twin = active.find(
    (candidate) =>
      isSameDefinition(candidate, event) && (body.name === undefined ? true : candidate.name === event.name),
  );
  if (twin !== undefined) return { event: twin, created: false };
  if (active.some((candidate) => candidate.name === event.name)) throw nameTaken();
  return { event, created: true };
}

/** The conversion event that a validated body describes. Throws a refusal (400) for a body that contradicts itself. */
export function defineConversionEvent(body: ConversionEventBody, now: number): ConversionEvent {
  return define(body, { id: mintId('cev'), active: true, created_at: formatTimestamp(now) });
}

/** A validated `PUT` body merged into a conversion event: absent keeps, `null` clears. Throws as `findOrCreate` does. */
export function mergeConversionEvent(current: ConversionEvent, body: ConversionEventPutBody): ConversionEvent {
  refuseReadOnly(body, current, ['id', 'created_at']);
  const merged = { ...current, ...withoutUndefined(body) };
  // What follows from the definition is inferred again when the definition changes.
  const { type, match, ...kept } = merged;
  const moved = body.event_name !== undefined || body.page_path !== undefined;
  return define(
    {
      ...kept,
      ...(body.type !== undefined || !moved ? { type } : {}),
      ...(body.match !== undefined || !moved ? { match } : {}),
    },
    { id: current.id, active: merged.active, created_at: current.created_at },
  );
}

/** The refusal of a name that another active conversion event of the website has. */
export function nameTaken(): Refusal {
  return new Refusal({
    code: 'CONFLICT',
    message: 'Another conversion event of this website has this name and a different definition',
    details: { field: 'name', expected: 'a name that is not in use' },
  });
}

function define(
  body: ConversionEventBody,
  identity: Pick<ConversionEvent, 'id' | 'active' | 'created_at'>,
): ConversionEvent {
  const eventName = body.event_name ?? null;
  const pagePath = typeof body.page_path === 'string' ? normalPath(body.page_path, true) : null;
  if (eventName === null && pagePath === null) throw invalid('event_name', 'event_name or page_path', 'MISSING_FIELD');
  if (eventName !== null && pagePath !== null) throw invalid('page_path', 'event_name or page_path, not both');
  const type = pagePath === null ? 'event' : 'page';
  if (body.type !== undefined && body.type !== type) {
    throw invalid('type', `${type}, or a definition by ${body.type === 'page' ? 'page_path' : 'event_name'}`);
  }
  if (type === 'event' && body.match === 'wildcard') throw invalid('match', 'exact for an event name');
  const properties = body.properties ?? null;
  return {
    id: identity.id,
    name: body.name ?? (pagePath === null ? String(eventName) : `Visit ${pagePath}`).slice(0, 200),
    type,
    event_name: eventName === null ? null : canonicalName(eventName),
    page_path: pagePath,
    match: body.match ?? (pagePath?.includes('*') ? 'wildcard' : 'exact'),
    properties: properties === null || Object.keys(properties).length === 0 ? null : properties,
    value: body.value ?? null,
    value_property: body.value_property ?? null,
    currency: body.currency === undefined || body.currency === null ? null : requireCurrency(body.currency, 'currency'),
    count: body.count ?? 'every',
    is_primary: body.is_primary ?? false,
    active: identity.active,
    created_at: identity.created_at,
  };
}

function canonicalName(name: string): string {
  return (PAGE_VIEW_ALIASES as readonly string[]).includes(name) ? PAGE_VIEW : name;
}

/** All but the label and what the collector itself assigns. */
function isSameDefinition(a: ConversionEvent, b: ConversionEvent): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(event: ConversionEvent): string {
  const properties = Object.entries(event.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const { type, event_name, page_path, match, value, value_property, currency, count, is_primary } = event;
  return JSON.stringify([
    type,
    event_name,
    page_path === null ? null : normalPath(page_path, true),
    match,
    properties,
    value,
    value_property,
    currency,
    count,
    is_primary,
  ]);
}

/** Explicit `undefined` must not overwrite. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as never;
}
