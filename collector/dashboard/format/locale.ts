/**
 * How numbers, dates and names are written: as the browser's languages have it, in the script of the page. Arabic digits
 * within English sentences are read in another order than they stand; so of a language in another script its region counts
 * alone. A browser started without any tells of one named "C", which `Intl` will not have.
 */
const known = navigator.languages.filter(isLanguage).map(inOwnScript);
export const LOCALES: readonly string[] = known.length > 0 ? known : ['en'];

// uPlot asks the browser itself, as soon as it is loaded.
if (!isLanguage(navigator.language)) Object.defineProperty(navigator, 'language', { value: LOCALES[0] });

function isLanguage(tag: string): boolean {
  try {
    Intl.getCanonicalLocales(tag);
    return true;
  } catch {
    return false;
  }
}

/** `de-AT` as it is, `ar-EG` as the English of Egypt. */
export function inOwnScript(tag: string): string {
  const { language, region, script } = new Intl.Locale(tag).maximize();
  const plain =
    script === 'Latn' ? tag : `${language === 'en' ? language : 'en'}${region === undefined ? '' : `-${region}`}`;
  return new Intl.Locale(plain, { numberingSystem: 'latn' }).toString();
}
