const NUL_OR_SURROGATE = /[\0\uD800-\uDFFF]/;
/** What JSON.stringify makes of NUL and of halves of surrogate pairs. */
const ESCAPED = /\\u(?:0000|d[89a-f])/;

/** Text that every store and every reader can hold: no NUL, no half of a surrogate pair. */
export function cleanText(text: string): string {
  if (!NUL_OR_SURROGATE.test(text)) return text;
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The same for what may be absent; text of nothing else counts as absent. */
export function cleanOptional(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return cleanText(text) || null;
}

/** JSON of properties with clean text throughout, keys in the order given. */
export function cleanJson(properties: Record<string, unknown>): string {
  const json = JSON.stringify(properties);
  // Written first and looked at afterwards: hardly any event has something to clean.
  return ESCAPED.test(json) ? JSON.stringify(cleanValue(properties)) : json;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cleanValue);
  // fromEntries defines keys rather than assigning them, so that `__proto__` is a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanValue(inner)]));
}
