import type { ConversionEvent } from '../contract/conversion-event.ts';
import { PAGE_VIEW } from '../contract/vocabulary.ts';
import { matchesPath } from './path-pattern.ts';

/** Whether an event meets a conversion event's definition. `properties` is the event's JSON. */
export function converts(definition: ConversionEvent, name: string, page: string | null, properties: string): boolean {
  if (definition.type === 'page') {
    if (name !== PAGE_VIEW || page === null || definition.page_path === null) return false;
    if (!matchesPagePath(definition, page)) return false;
  } else if (name !== definition.event_name) return false;
  if (definition.properties === null) return true;
  const actual: Record<string, unknown> = JSON.parse(properties);
  return Object.entries(definition.properties).every(([key, value]) =>
    value === null ? (actual[key] ?? null) === null : actual[key] === value,
  );
}

/** The event name that a conversion event is looked for under. */
export const convertingName = (definition: ConversionEvent): string =>
  definition.type === 'page' ? PAGE_VIEW : (definition.event_name ?? '');

function matchesPagePath(definition: ConversionEvent, page: string): boolean {
  const path = definition.page_path ?? '';
  return definition.match === 'wildcard' ? matchesPath(path, page) : withoutSlash(path) === withoutSlash(page);
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
