import type { NamedDimension } from '../../contract/dimensions.ts';
import { DIRECT_LABEL, NOT_SET_LABEL, UNATTRIBUTED_LABEL } from '../../contract/vocabulary.ts';
import { LOCALES } from './locale.ts';

let made: Record<'country' | 'language', Intl.DisplayNames> | undefined;
const names = () => {
  made ??= {
    country: new Intl.DisplayNames(LOCALES as string[], { type: 'region' }),
    language: new Intl.DisplayNames(LOCALES as string[], { type: 'language' }),
  };
  return made;
};

/** Has the browser read its names of countries and languages: 60 ms and more, well spent while an answer is on its way. */
export const readNames = (): void => void names();

/** A map, because anybody may send a source named `__proto__`. */
const RESERVED = new Map<string, string>([
  [DIRECT_LABEL, 'Direct'],
  [NOT_SET_LABEL, 'Not set'],
  [UNATTRIBUTED_LABEL, 'Unattributed'],
]);

/** What reserved labels look like here, in lower case. */
const TAKEN: ReadonlySet<string> = new Set([...RESERVED].flatMap(([own, word]) => [own, word.toLowerCase()]));

/** A value of a dimension as a person reads it: in quotes where it is empty or reads like a reserved label. */
export function label(dimension: string, value: string): string {
  const reserved = RESERVED.get(value);
  if (reserved !== undefined) return reserved;
  // The channel of who came from nowhere is called so.
  if (dimension === 'channel') return value;
  const plain = value.replace(/^\\(?=\\*\((?:direct|not set|unattributed)\)$)/, '');
  if (plain === '' || plain !== value || TAKEN.has(plain.toLowerCase())) return `“${plain}”`;
  try {
    // Words of the collector's own, which begin a line here.
    if (dimension === 'device' || dimension === 'screen') return value.charAt(0).toUpperCase() + value.slice(1);
    if (dimension === 'country' || dimension === 'language') return names()[dimension].of(value) ?? value;
  } catch {
    // No code of a country or a language: whatever somebody sent.
  }
  return value;
}

/** Names of dimensions, one and many. */
const DIMENSION_NAMES: Record<NamedDimension, [one: string, many: string]> = {
  channel: ['Channel', 'Channels'],
  source: ['Source', 'Sources'],
  referrer: ['Referrer', 'Referrers'],
  utm_source: ['UTM source', 'UTM sources'],
  utm_medium: ['UTM medium', 'UTM media'],
  utm_campaign: ['Campaign', 'Campaigns'],
  utm_content: ['UTM content', 'UTM contents'],
  utm_term: ['UTM term', 'UTM terms'],
  page: ['Page', 'Pages'],
  page_section: ['Section', 'Sections'],
  entry_page: ['Entry page', 'Entry pages'],
  exit_page: ['Exit page', 'Exit pages'],
  hostname: ['Hostname', 'Hostnames'],
  continent: ['Continent', 'Continents'],
  country: ['Country', 'Countries'],
  region: ['Region', 'Regions'],
  city: ['City', 'Cities'],
  device: ['Device', 'Devices'],
  browser: ['Browser', 'Browsers'],
  browser_version: ['Browser version', 'Browser versions'],
  os: ['System', 'Systems'],
  os_version: ['System version', 'System versions'],
  language: ['Language', 'Languages'],
  screen: ['Screen', 'Screens'],
  timezone: ['Time zone', 'Time zones'],
  event_name: ['Event', 'Events'],
  conversion_event: ['Conversion', 'Conversions'],
  product: ['Product', 'Products'],
  currency: ['Currency', 'Currencies'],
};

export const dimensionName = (dimension: string, many = false): string =>
  Object.hasOwn(DIMENSION_NAMES, dimension)
    ? DIMENSION_NAMES[dimension as NamedDimension][many ? 1 : 0]
    : dimension.replace(/^prop:/, '');
