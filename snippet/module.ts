import { guarded } from './browser/guarded.ts';
import { install } from './install.ts';
import type { OptionName } from './options.ts';
import type { Bizness, QueuedCall, Website } from './types.ts';

export type { Bizness, Properties, QueuedEvent, Website } from './types.ts';

/*
 * The package's entry `bizness/snippet`, for those who bundle it with their own code instead of pasting the tag.
 * On a server it does nothing, when imported and when called.
 */

/** What the tag's attributes say, for a page without the tag. */
export interface InitOptions {
  websiteId: string;
  /** Where batches go: `https://<your collector>/api/events/batch`, or a path of your own that leads there. */
  endpoint: string;
  /** Fragments are pages, too. */
  hashRouting?: boolean;
  /** `cookieless` makes and keeps no id of the visitor. */
  visitorMode?: 'persistent' | 'cookieless';
  /** What a browser gets that asks for privacy: no id of the visitor, which is the default, no counting, or nothing special. */
  gpc?: 'cookieless' | 'drop' | 'ignore';
  /** Nothing is kept or sent before `bizness.consent(true)`. */
  consent?: 'required';
  /** See `Bizness.before_send`. */
  beforeSend?: NonNullable<Bizness['before_send']>;
}

/** Where there is no page, as on a server, there is nobody to count. */
const isPage = () => typeof document !== 'undefined';

let begun = false;

/**
 * Starts to count a website on this page, once: a second call changes nothing. Several websites on one page take a tag each.
 * Never throws.
 */
export function init({ websiteId, endpoint, hashRouting, visitorMode, gpc, consent, beforeSend }: InitOptions): void {
  if (begun || !isPage()) return;
  begun = true;
  const options: Record<OptionName, string | undefined> = {
    'website-id': websiteId,
    endpoint,
    'hash-routing': hashRouting ? '' : undefined,
    'visitor-mode': visitorMode,
    gpc,
    consent,
  };
  if (beforeSend) {
    window.bizness ??= {} as Bizness;
    window.bizness.before_send = beforeSend;
  }
  guarded(install)((name) => options[name]);
}

/** Makes a call now, or as soon as `init` or a tag can take it. */
const call =
  <M extends keyof Website>(method: M) =>
  (...args: Parameters<Website[M]>): void => {
    if (!isPage()) return;
    window.bizness ??= {} as Bizness;
    window.bizness.q ??= [] as QueuedCall[];
    window.bizness.q.push([method, args] as unknown as QueuedCall);
  };

/** What `window.bizness` offers, to be imported. Calls before `init` wait for it. */
export const bizness: Website = {
  track: call('track'),
  identify: call('identify'),
  reset: call('reset'),
  revenue: call('revenue'),
  consent: call('consent'),
  optOut: call('optOut'),
  flush: call('flush'),
};
