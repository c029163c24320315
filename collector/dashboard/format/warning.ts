/** What the API warns of, in the words of who looks at the page: it names parameters, for those who ask it directly. */
export const warningWords = (warning: string): string =>
  warning
    .replace(/\. Ask with \S+=.*$/, '')
    .replace(
      /is not included: unlike currencies are never added$/,
      'is not in these sums: there are no exchange rates for it. Bring some in with “bizness rates import”.',
    );
