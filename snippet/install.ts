import { guarded } from './browser/guarded.ts';
import { startCapture } from './capture/index.ts';
import { createTrack } from './client.ts';
import { type Config, readConfig } from './config.ts';
import { createTransport } from './transport.ts';
import type { Bizness, QueuedCall, Undo } from './types.ts';

/**
 * Wires the parts together and puts `window.bizness` in place. Does nothing when the script has been loaded
 * before, or when no website id was given. Returns what stops it all.
 */
export function install(config: Config | undefined = readConfig()): Undo | undefined {
  const waiting = window.bizness?.q as QueuedCall[] | undefined;
  // A stub's `q` is an array, ours is not; an element with id="bizness" has none.
  if (!config || (waiting && !waiting.map)) return undefined;

  const root = `bizness:${config.websiteId}:`;
  const [schedule, start] = createTransport(config, root);
  const track = guarded(createTrack(root, schedule));
  // Captures come first: what they have to say when the page is hidden must be in the queue when the transport empties it.
  const stopCapture = startCapture(track);
  const stopTransport = start();

  const bizness: Bizness = { track, q: { push: guarded(([method, args]) => bizness[method](...args)) } };
  window.bizness = bizness;
  for (const call of waiting ?? []) bizness.q.push(call);

  return () => {
    stopCapture();
    stopTransport();
    delete window.bizness;
  };
}
