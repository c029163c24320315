import { track } from '../client.ts';
import { scrubText, scrubUrl } from '../scrub.ts';

/**
 * `page_view`, of pages and of routes within them: what the page is and who reads it. `previous` is the address that led
 * here within the document, or ''.
 */
export function viewPage(page_url: string, previous: string): void {
  const [loaded] = performance.getEntriesByType('navigation') as { responseStatus?: number }[];
  track('page_view', {
    page_url,
    page_title: scrubText(document.title),
    referrer: previous || scrubUrl(document.referrer) || undefined,
    // Of the document as it was loaded; unknown to older browsers.
    response_status: previous ? undefined : loaded?.responseStatus,
    screen_width: screen.width,
    language: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}
