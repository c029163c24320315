import { guarded } from './browser/guarded.ts';
import { listen } from './browser/listen.ts';
import { onNavigate } from './browser/on-navigate.ts';
import { enterPage, leavePage, measure } from './capture/engagement.ts';
import { viewPage } from './capture/page-view.ts';
import { pageUrl } from './page-url.ts';
import { ask } from './permission.ts';
import { sendCopies, wake } from './transport.ts';

/** Milliseconds a router has to show a page and to set its title. */
const ROUTER_MS = 100;

/** The page that is seen, or was last, and the one before. */
let url = '';
let previous = '';
/** Whether its view waits to be told, and until when. */
let untold: boolean | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const settle = guarded(() => {
  tell();
  measure();
});

function tell(): void {
  if (untold) viewPage(url, previous);
  untold = false;
}

/** A route left at once was a view all the same. */
function leave(): void {
  tell();
  leavePage(url);
}

/**
 * Looks what has become of the page. It is entered when it is first seen, when its address changes and when it returns from
 * the back/forward cache; left before that, and when it is hidden. What happens to a page nobody sees, such as one that is
 * prepared in advance, is looked at when it is shown.
 */
function look({ persisted }: Partial<PageTransitionEvent> = {}): void {
  // A page that is left is hidden as well, and mobile browsers give no later sign.
  if (document.hidden) {
    leave();
    ask(sendCopies);
    return;
  }
  const here = pageUrl();
  if (persisted || here !== url) {
    leave();
    enterPage();
    previous = url;
    url = here;
    untold = true;
    if (!previous) tell();
    clearTimeout(timer);
    timer = setTimeout(settle, ROUTER_MS);
  }
  ask(wake);
}

export function startLifecycle(): void {
  listen('visibilitychange pageshow online prerenderingchange', look);
  onNavigate(() => document.hidden || look());
  look();
}
