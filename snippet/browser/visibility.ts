import { listen } from './listen.ts';
import { together } from './together.ts';

/** Whether somebody may be looking. A prerendered page is hidden until it is activated. */
export const isVisible = () => !document.hidden;

/** Calls back when the page is hidden or left; may do so twice for one leaving. Mobile browsers give no later sign. */
export function onHidden(handler: () => void): () => void {
  return together(
    listen('visibilitychange', () => isVisible() || handler()),
    listen('pagehide', handler),
  );
}

/** Calls back at once if the page is visible, whenever it becomes so, and with `true` when it returns from the back/forward cache. */
export function onVisible(handler: (restored: boolean) => void): () => void {
  const check = () => isVisible() && handler(false);
  check();
  return together(
    listen('visibilitychange', check),
    listen('pageshow', (event: PageTransitionEvent) => event.persisted && handler(true)),
  );
}
