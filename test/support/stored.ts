import { biznessOk } from './command.ts';

/** An event as `bizness export` gives it. */
export interface StoredEvent {
  event_id: string;
  event_name: string;
  visitor_id: string | null;
  session_id: string | null;
  properties: Record<string, unknown>;
}

/** Every stored event of a website, by the operator's own command. */
export async function stored(dataDir: string, website: string): Promise<StoredEvent[]> {
  const lines = await biznessOk(['export', '--data-dir', dataDir, '--website', website]);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as StoredEvent);
}

/** Names of stored events, sorted, without those that tell only how long a page was looked at. Throws when one is there twice. */
export async function storedNames(dataDir: string, website: string): Promise<string[]> {
  const events = await stored(dataDir, website);
  if (new Set(events.map(({ event_id }) => event_id)).size < events.length) {
    throw new Error(`An event is stored twice: ${events.map(({ event_id }) => event_id).sort()}`);
  }
  return events
    .map(({ event_name }) => event_name)
    .filter((name) => name !== 'page_leave')
    .sort();
}
