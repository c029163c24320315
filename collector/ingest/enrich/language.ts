import { type Step, textProperty } from '../step.ts';

/** The visitor's language in one spelling, such as `en-US`: the page's word first, then the browser's. */
export const language: Step = (draft, facts) => {
  const given = textProperty(draft, 'language') ?? draft.client?.locale ?? null;
  if (given !== null && given !== '') draft.row.language = facts.lookups.language(given).tag;
  return draft;
};

/** The primary form of a language tag, a POSIX locale or the first of an `Accept-Language`; `tag` null when it is none. */
export function parseLanguage(text: string): { tag: string | null } {
  const first = text.split(/[,;]/, 1)[0] ?? '';
  const tag = first.trim().split(/[.@]/, 1)[0]?.replaceAll('_', '-') ?? '';
  // `C` and `POSIX` are what machines without a language say.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return { tag: null };
  try {
    const { language: primary, region, script } = new Intl.Locale(tag);
    return { tag: [primary, region ?? script].filter((part) => part !== undefined).join('-') };
  } catch {
    return { tag: null };
  }
}
