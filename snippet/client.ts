import { EVENT_NAME_MAX, STRING_MAX } from '../collector/contract/limits.ts';
import { randomId } from './browser/random-id.ts';
import { write } from './browser/storage.ts';
import { pageUrl } from './page-context.ts';
import { idPrefix } from './queue.ts';
import type { Track } from './types.ts';

/** Makes `track`: completes an event, keeps it in the queue under `root` and has it sent soon. */
export function createTrack(root: string, schedule: () => void): Track {
  const tab = randomId();
  let last = 0;
  return (event_name, properties) => {
    // Never the same millisecond twice in one tab, and the tab's own suffix: ids are unique and sort by time.
    last = Math.max(Date.now(), last + 1);
    const event_id = idPrefix(last) + tab;
    const event = {
      event_id,
      event_name: `${event_name}`.slice(0, EVENT_NAME_MAX),
      properties: { page_url: pageUrl(), ...properties },
      timestamp: new Date(),
    };
    write(
      root + event_id,
      JSON.stringify(event, (_key, value) => (typeof value === 'string' ? value.slice(0, STRING_MAX) : value)),
    );
    schedule();
  };
}
