import type { QueuedCall, Track } from './types.ts';

/*
 * The lines to paste where `bizness.track()` may be called before the script has loaded.
 * Pasted once, they stay in pages for years: a call is kept as [method, arguments], which later methods fit too.
 */
const calls: QueuedCall[] = [];
window.bizness = window.bizness || {
  q: calls,
  track: (...args: Parameters<Track>) => window.bizness?.q.push(['track', args]),
};
