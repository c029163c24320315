import { guarded } from './guarded.ts';

/**
 * Listens on the window in the capture phase, where every event of the page passes first, `stopPropagation` or not.
 * Returns what ends it.
 */
export function listen<E extends Event>(
  type: string,
  handler: (event: E) => void,
  target: EventTarget = window,
): () => void {
  const listener = guarded(handler) as EventListener;
  target.addEventListener(type, listener, true);
  return () => target.removeEventListener(type, listener, true);
}
