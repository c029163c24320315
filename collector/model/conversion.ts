import type { ConversionEvent } from '../contract/account/conversion-event.ts';
import { PAGE_VIEW } from '../contract/vocabulary.ts';
import { compileExactPath, compilePathPattern, type PathTest } from './match/path-pattern.ts';

/** What an event is known by: the part of a conversion event that looks at events. */
export type EventDefinition = Pick<ConversionEvent, 'type' | 'event_name' | 'page_path' | 'match' | 'properties'>;

/** Whether an event meets a definition. `properties` is the event's JSON. */
export function converts(definition: EventDefinition, name: string, page: string | null, properties: string): boolean {
  if (definition.type === 'page') {
    if (name !== PAGE_VIEW || page === null || definition.page_path === null) return false;
    if (!matchesPagePath(definition, page)) return false;
  } else if (name !== definition.event_name) return false;
  if (definition.properties === null) return true;
  const actual: Record<string, unknown> = JSON.parse(properties);
  return Object.entries(definition.properties).every(
    ([key, value]) => (Object.hasOwn(actual, key) ? actual[key] : null) === value,
  );
}

/** The event name that a conversion event is looked for under. */
export const convertingName = (definition: EventDefinition): string =>
  definition.type === 'page' ? PAGE_VIEW : (definition.event_name ?? '');

/** Paths made ready, as long as their definitions are asked about. */
const ready = new WeakMap<EventDefinition, PathTest>();

function matchesPagePath(definition: EventDefinition, page: string): boolean {
  const path = definition.page_path ?? '';
  const compile = definition.match === 'wildcard' ? compilePathPattern : compileExactPath;
  const matches = ready.get(definition) ?? compile(path);
  ready.set(definition, matches);
  return matches(page);
}
