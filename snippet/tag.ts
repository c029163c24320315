import type { Options } from './options.ts';

/**
 * Reads the running script's tag: `data-…` attributes, else parameters of its address, since page optimizers are known to
 * strip attributes; `?id=` will do for the website. Events go to the script's own origin unless told otherwise.
 */
export function tagOptions(): Options {
  const script = document.currentScript as HTMLScriptElement;
  const { origin, searchParams } = new URL(script.src);
  searchParams.append('endpoint', `${origin}/api/events/batch`);
  searchParams.append('website-id', searchParams.get('id') ?? '');
  return (name) => script.getAttribute(`data-${name}`) ?? searchParams.get(name);
}
