import { guarded } from './guarded.ts';
import { listen } from './listen.ts';

/**
 * Calls back after every navigation within the document, whether or not the address changed.
 * The Navigation API sees them all; without it, `history` is wrapped.
 */
export function onNavigate(handler: (event?: object) => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    listen('currententrychange', handler, navigation);
    return;
  }
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method];
    history[method] = (...args) => {
      original.apply(history, args);
      guarded(handler)();
    };
  }
  listen('popstate', handler);
}
