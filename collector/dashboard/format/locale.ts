/** The browser's own languages: numbers and dates are written as their reader writes them. */
export const LOCALES: readonly string[] = navigator.languages.length > 0 ? navigator.languages : ['en'];
