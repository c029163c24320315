import { listen } from './browser/listen.ts';
import { option } from './options.ts';
import { names, read, remove, write } from './storage.ts';
import { startTransport } from './transport.ts';
import { isRefused } from './visitor.ts';

/*
 * Whether events may be kept. Where consent is required they are held in memory until somebody has said so, and neither
 * storage nor network is touched.
 */

/** There at all, the visitor has opted out. */
const OUT = 'out';

/** Undefined as long as nobody has said. */
let allowed: boolean | undefined;
let held: (() => void)[] = [];

function release(): void {
  // A page that is prepared in advance may never be seen.
  if (allowed && !(document as { prerendering?: boolean }).prerendering)
    for (const keep of held.splice(0)) {
      startTransport();
      if (!read(OUT)) keep();
    }
}

function erase(): void {
  held = [];
  for (const name of names('')) if (name !== OUT) remove(name);
}

export function startPermission(): void {
  allowed = option('consent') !== 'required' || undefined;
  // Comes after the page is shown, so that its view is held as well.
  listen('prerenderingchange', release);
}

/** Does an act of keeping as soon as it may be done; never, if that is refused. It must not throw. */
export function ask(keep: () => void): void {
  if (allowed !== false && !isRefused()) held.push(keep);
  release();
}

export function consent(given: boolean): void {
  allowed = given;
  if (given) release();
  else erase();
}

export function optOut(out = true): void {
  if (out) {
    erase();
    write(OUT, '1');
  } else remove(OUT);
}
