import { randomId } from './browser/random-id.ts';
import { option } from './options.ts';
import { read, remove, write } from './storage.ts';

/** Whether the browser asks for privacy, by Global Privacy Control or by its forerunner, Do Not Track. */
function asksForPrivacy(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  // "1", "0" or "unspecified".
  return globalPrivacyControl || (doNotTrack as unknown as number) > 0;
}

/** Whether this browser is not to be counted at all. */
export const isRefused = (): boolean => asksForPrivacy() && option('gpc') === 'drop';

/** Forgets the visitor. */
export const forgetVisitor = (): void => remove('visitor');

/**
 * The visitor's id, `vis_…`, made when first asked for. Undefined where none is wanted, and where it could not be kept:
 * the collector's daily id then counts such a visitor better than a new id on every page would.
 */
export function visitorId(): string | undefined {
  // Cut, since the collector refuses a long one.
  const id = read('visitor')?.slice(0, 32) || `vis_${randomId()}`;
  const unwanted = option('visitor-mode') === 'cookieless' || (asksForPrivacy() && option('gpc') !== 'ignore');
  return unwanted || !write('visitor', id) ? forgetVisitor()! : id;
}
