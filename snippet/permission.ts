import { option } from './options.ts';
import { names, OUT, read, remove, write } from './storage.ts';
import { isRefused } from './visitor.ts';

/*
 * Whether events may be kept. Where consent is required they are held in memory until somebody has said so, and neither
 * storage nor network is touched.
 */

/** Undefined as long as nobody has said. */
let allowed: boolean | undefined;
let held: (() => void)[] = [];

function release(): void {
  // A page that is prepared in advance may never be seen.
  if (allowed && !(document as { prerendering?: boolean }).prerendering)
    for (const act of held.splice(0)) if (!read(OUT)) act();
}

function erase(): void {
  held = [];
  for (const name of names('')) if (!/^[or]/.test(name)) remove(name);
}

export function startPermission(): void {
  allowed = option('consent') !== 'required' || undefined;
}

/** Does what touches storage or network as soon as that may be done; never, if it is refused. It must not throw. */
export function ask(act: () => void): void {
  if (isRefused()) erase();
  else if (allowed !== false) held.push(act);
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
