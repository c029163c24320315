import { attribute } from '../browser/attribute.ts';
import { closest } from '../browser/closest.ts';
import { listen } from '../browser/listen.ts';
import { scrubText, scrubUrl } from '../scrub.ts';
import { tell } from './interaction.ts';

/** An `a` without address is a button to the eye, whatever it is to the browser. */
const CLICKABLE = 'a,button,[role=button],[type=submit],[type=button]';
/** Texts the page keeps to itself, and those that a visitor writes. */
const MASKED = '[data-bizness-mask],[contenteditable]';
const TEXT_MAX = 100;

/** `link_click`, `file_download` or `button_click` for what was clicked, told by the innermost link or button around it. */
export const captureClicks = (): void =>
  listen('click auxclick', (event: MouseEvent) => {
    const element = closest<Element & { href?: string | SVGAnimatedString }>(event, CLICKABLE);
    const marked = closest(event, '[data-bizness-event]:not(form)');
    const href = element?.href;
    // Of other buttons than the first, only the middle one does something, and only to links.
    if (event.button > 1 || (event.button ? !href : !element && !marked)) return;
    // What is written on it: never a value that a visitor has entered, and read without a layout.
    const text =
      element &&
      (closest(event, MASKED) || element.querySelector(MASKED)
        ? '*'
        : scrubText(
            element.textContent!.trim() || attribute(element, 'aria-label') || attribute(element, 'value') || '',
          ).slice(0, TEXT_MAX));
    if (!href) return tell(event, marked, 'button_click', { button_text: text });
    const url = new URL((href as SVGAnimatedString).baseVal ?? href, location as never);
    const isPage = /^http/.test(url.protocol);
    const name =
      element!.hasAttribute('download') ||
      // Files people save rather than read in the browser.
      /\.(pdf|docx?|xlsx?|pptx?|csv|zip|rar|7z|gz|dmg|exe|msi|pkg|apk|mp[34])$/i.test(url.pathname)
        ? 'file_download'
        : 'link_click';
    tell(event, marked, name, {
      // Of mailto:, tel:, data: and javascript: only that they were. They lead to no other site.
      link_url: isPage ? scrubUrl(url.href.split('#')[0]!) : url.protocol,
      link_text: text,
      outbound: isPage && url.hostname !== location.hostname,
    });
  });
