import { listen } from '../browser/listen.ts';
import { track } from '../client.ts';

/** Milliseconds without any sign of life that still count: nobody is there any more, or the machine sleeps. */
const IDLE_MS = 300_000;

/** Milliseconds not told of yet. */
let engaged: number;
/** When `engaged` was last added up; 0 while nobody looks. */
let since = 0;
let scroll_depth: number;

function add(): void {
  const now = performance.now();
  if (since) engaged += Math.min(now - since, IDLE_MS);
  since = !document.hidden && document.hasFocus() ? now : 0;
}

/** Looks how much of the page is seen, when the layout has just been made, so that looking costs none. */
export function measure(): void {
  const root = document.documentElement;
  new ResizeObserver((_entries, observer) => {
    observer.disconnect();
    scroll_depth = Math.max(
      scroll_depth,
      Math.min(100, Math.round(((scrollY + innerHeight) / root.scrollHeight) * 100)),
    );
  }).observe(root);
}

export function captureEngagement(): void {
  listen('visibilitychange pointermove keydown scroll focus blur', add);
  listen('scroll', measure);
}

export function enterPage(): void {
  engaged = scroll_depth = 0;
}

/**
 * `page_leave` when a page is hidden or makes way for the next: `engaged_seconds`, in which it was visible and had the
 * focus, and `scroll_depth`, the part of its height that was seen, in percent. Told once more when there is more to tell.
 */
export function leavePage(page_url: string): void {
  add();
  const engaged_seconds = Math.round(engaged / 1000);
  if (engaged_seconds) track('page_leave', { page_url, engaged_seconds, scroll_depth });
  engaged -= engaged_seconds * 1000;
}
