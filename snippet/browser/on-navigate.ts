import { guarded } from './guarded.ts';
import { listen } from './listen.ts';
import { together } from './together.ts';

/**
 * Calls back after every navigation within the document, whether or not the address changed.
 * The Navigation API sees them all; without it, `history` is wrapped.
 */
export function onNavigate(handler: () => void): () => void {
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) return listen('currententrychange', () => handler(), navigation);

  const undo = (['pushState', 'replaceState'] as const).map((method) => {
    const original = history[method];
    const after = guarded(handler);
    history[method] = function (...args) {
      original.apply(this, args);
      after();
    };
    return () => {
      history[method] = original;
    };
  });
  return together(
    ...undo,
    listen('popstate', () => handler()),
  );
}
