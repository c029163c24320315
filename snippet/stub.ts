import type { Bizness, QueuedCall } from './types.ts';

/*
 * The lines to paste where `bizness` may be called before the script has loaded.
 * Pasted once, they stay in pages for years: a call is kept as [method, arguments], which later methods fit too.
 */
window.bizness ||= ['track', 'identify', 'reset', 'revenue', 'consent', 'optOut', 'flush'].reduce(
  (stub, method) => {
    stub[method as 'track'] = (...args) => window.bizness?.q.push([method, args] as QueuedCall);
    return stub;
  },
  { q: [] as QueuedCall[] } as unknown as Bizness,
);
