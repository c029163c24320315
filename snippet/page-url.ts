import { option } from './options.ts';
import { scrubUrl } from './scrub.ts';

/** The address events are counted under: without fragment, unless fragments are pages; its campaign tags become a query. */
export const pageUrl = (): string =>
  scrubUrl(option('hash-routing') == null ? location.href.replace(/#.*?(?=utm_)/, '?&').split('#')[0]! : location.href);
