import { attribute } from '../browser/attribute.ts';
import { closest } from '../browser/closest.ts';
import { track } from '../client.ts';
import type { Properties } from '../types.ts';

const IGNORED = '[data-bizness-ignore]';

/**
 * Tells what somebody did, under the name and with the properties that `data-bizness-event` and `data-bizness-prop-…` on
 * an element give it, if any. Nothing is told of what is marked `data-bizness-ignore`.
 */
export function tell(event: Event, marked: Element | undefined, name: string, properties: Properties) {
  if (closest(event, IGNORED)) return;
  for (const { name, value } of marked?.attributes ?? []) {
    const key = name.split('data-bizness-prop-')[1];
    if (key) properties[key] = value;
  }
  track(attribute(marked, 'data-bizness-event') || name, properties);
}
