import { cleanUrl } from './browser/clean-url.ts';
import type { Properties } from './types.ts';

/** The address events are counted under. */
export const pageUrl = () => cleanUrl(location.href).href;

/** What a page view tells of the page and its reader. `referrer` is a URL or ''. */
export function pageContext(page_url: string, referrer: string): Properties {
  return {
    page_url,
    page_title: document.title,
    referrer: referrer || undefined,
    screen_width: screen.width,
    language: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
