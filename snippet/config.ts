/** What the script tag says. */
export interface Config {
  websiteId: string;
  /** Where batches of events go. */
  endpoint: string;
}

/**
 * Reads the running script's tag: `data-website-id`, else `?id=` or `?website-id=` in its address, since page
 * optimizers are known to strip attributes; `data-endpoint`, else the batch endpoint at the script's own origin.
 * Undefined without a website id.
 */
export function readConfig(): Config | undefined {
  const script = document.currentScript as HTMLScriptElement;
  const { origin, searchParams } = new URL(script.src, location.href);
  const websiteId = script.dataset.websiteId || searchParams.get('id') || searchParams.get('website-id');
  if (!websiteId) return undefined;
  return { websiteId, endpoint: script.dataset.endpoint || `${origin}/api/events/batch` };
}
