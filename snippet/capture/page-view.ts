import { guarded } from '../browser/guarded.ts';
import { onNavigate } from '../browser/on-navigate.ts';
import { together } from '../browser/together.ts';
import { isVisible, onHidden, onVisible } from '../browser/visibility.ts';
import { pageContext, pageUrl } from '../page-context.ts';
import type { Track, Undo } from '../types.ts';

/** Milliseconds a router has after it changed the address to set the title. */
const TITLE_MS = 50;

/**
 * `page_view` when a page is first seen, when the address changes, and when the page returns from the back/forward cache;
 * `page_leave`, with the seconds it was visible, when it is hidden or makes way for the next.
 */
export function capturePageViews(track: Track): Undo {
  let url = '';
  let visibleSince = 0;

  const leave = () => {
    const engaged_seconds = Math.round((performance.now() - visibleSince) / 1000);
    if (visibleSince && engaged_seconds) track('page_leave', { page_url: url, engaged_seconds });
    visibleSince = 0;
  };

  const look = (restored?: boolean) => {
    // A page nobody has seen is no view; what its address became meanwhile is looked at when it is shown.
    if (!isVisible()) return;
    const here = pageUrl();
    if (restored || here !== url) {
      leave();
      // Within the document the way came from the view before, whatever first led here.
      const referrer = url || document.referrer;
      const view = () => track('page_view', pageContext(here, referrer));
      if (url) setTimeout(guarded(view), TITLE_MS);
      else view();
      url = here;
    }
    visibleSince ||= performance.now();
  };

  return together(onVisible(look), onNavigate(look), onHidden(leave));
}
