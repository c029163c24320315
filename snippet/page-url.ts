import { option } from './options.ts';
import { scrubUrl } from './scrub.ts';

/** The address events are counted under: without fragment, unless fragments are pages. */
export const pageUrl = (): string =>
  // No address has a blank in it.
  scrubUrl(location.href.split(option('hash-routing') == null ? '#' : ' ')[0]!);
