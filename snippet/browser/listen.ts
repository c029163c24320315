import { guarded } from './guarded.ts';

/** Only set by tests: in a page everything ends with the page. */
let ended: AbortSignal | undefined;
/** In the capture phase. */
let options: AddEventListenerOptions | true = true;

/** Has all listening end with the signal. */
export const endWith = (signal: AbortSignal): void => {
  ended = signal;
  options = { capture: true, signal };
};
export const hasEnded = () => ended?.aborted;

/**
 * Listens for one or more types, separated by spaces. In the capture phase on the window, where every event of the page
 * passes first, `stopPropagation` or not; never throws into the page.
 */
export function listen<E extends Event>(
  types: string,
  handler: (event: E) => void,
  target: EventTarget = window,
): void {
  for (const type of types.split(' ')) target.addEventListener(type, guarded(handler) as EventListener, options);
}
