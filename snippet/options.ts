/**
 * What the tag of this website says, by the names of its `data-…` attributes.
 *
 * - `website-id`: the website to count for.
 * - `endpoint`: where batches of events go.
 * - `hash-routing`: there at all, fragments are pages, too.
 * - `visitor-mode`: `cookieless` makes and keeps no id of the visitor.
 * - `gpc`: what a browser gets that asks for privacy: no id of the visitor, no counting (`drop`), or nothing special (`ignore`).
 * - `consent`: `required` keeps and sends nothing before `bizness.consent(true)`.
 */
export type OptionName = 'website-id' | 'endpoint' | 'hash-routing' | 'visitor-mode' | 'gpc' | 'consent';
export type Options = (name: OptionName) => string | null | undefined;

/** Of the one website that this run of the script counts: a second tag runs it anew. */
export let option: Options;

export const setOptions = (options: Options): void => {
  option = options;
};
