/**
 * The browser's own languages: numbers and dates are written as their reader writes them. A browser started without any
 * tells of one named "C", which `Intl` will not have.
 */
const known = navigator.languages.filter(isLanguage);
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
