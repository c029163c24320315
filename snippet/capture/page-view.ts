import { track } from '../client.ts';
import { scrubText, scrubUrl } from '../scrub.ts';

type TemporalWindow = typeof window & { Temporal?: { Now: { timeZoneId(): string } } };
type Loaded = { responseStatus?: number } | undefined;

/**
 * `page_view`, of pages and of routes within them: what the page is and who reads it. `previous` is the address that led
 * here within the document, or ''.
 */
export function viewPage(page_url: string, previous: string): void {
  track('page_view', {
    page_url,
    page_title: scrubText(document.title),
    referrer: previous || scrubUrl(document.referrer) || undefined,
    // Of the document as it was loaded; unknown to older browsers.
    response_status: previous ? undefined : (performance.getEntriesByType?.('navigation')[0] as Loaded)?.responseStatus,
    screen_width: screen.width,
    language: navigator.language,
    // Where there is no Temporal it is left out: to wake Intl for it holds a page up for some 50 ms.
    timezone: (window as TemporalWindow).Temporal?.Now.timeZoneId(),
  });
}
