import { cleanUrl } from '../browser/clean-url.ts';
import { closest } from '../browser/closest.ts';
import { listen } from '../browser/listen.ts';
import type { Track, Undo } from '../types.ts';

/** An `a` without address is a button to the eye, whatever it is to the browser. */
const CLICKABLE = 'a,area,button,[role=button],[type=submit],[type=button]';
/** Files people save rather than read in the browser. */
const FILE = /\.(pdf|docx?|xlsx?|pptx?|csv|zip|rar|7z|gz|dmg|exe|msi|pkg|apk|mp[34])$/i;
const TEXT_MAX = 100;

/** What is written on an element: never a value that a visitor has entered, and read without a layout. */
function label(element: Element): string {
  const text = element.textContent!.replace(/\s+/g, ' ').trim();
  return (text || element.getAttribute('aria-label') || element.getAttribute('value') || '').slice(0, TEXT_MAX);
}

/** `link_click`, `file_download` or `button_click` for what was clicked, told by the innermost link or button around it. */
export function captureClicks(track: Track): Undo {
  return listen('click', (event) => {
    const element = closest<Element & { href?: string | SVGAnimatedString }>(event, CLICKABLE);
    if (!element) return;
    const text = label(element);
    const { href } = element;
    if (!href) return track('button_click', { button_text: text });
    const url = cleanUrl((href as SVGAnimatedString).baseVal ?? href);
    track(element.hasAttribute('download') || FILE.test(url.pathname) ? 'file_download' : 'link_click', {
      // http(s), mailto and tel as they are; of data:, blob: and javascript: only that they were.
      link_url: /^[hmt]/.test(url.href) ? url.href : url.protocol,
      link_text: text,
      // mailto: and their like have no host and lead to no other site.
      outbound: url.host > '' && url.hostname !== location.hostname,
    });
  });
}
