import { LOCALES } from './locale.ts';

const cache = new Map<string, Intl.NumberFormat>();
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let made = cache.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat(LOCALES as string[], options);
    cache.set(key, made);
  }
  return made;
}

type Maybe = number | null | undefined;
/** What has no value. */
export const NONE = '–';

const or = (value: Maybe, write: (value: number) => string): string =>
  value === null || value === undefined ? NONE : write(value);

/** `12,450` */
export const count = (value: Maybe): string => or(value, (n) => format({ maximumFractionDigits: 1 }).format(n));
/** Of what rows may have parts of: `1.33` */
export const countInParts = (value: Maybe): string => or(value, (n) => format({ maximumFractionDigits: 2 }).format(n));
/** `1 event`, `12,450 events` */
export const counted = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;
/** `12.5K`; whole up to 9,999. */
export const short = (value: Maybe): string =>
  or(value, (n) =>
    Math.abs(n) < 10_000 ? count(n) : format({ notation: 'compact', maximumFractionDigits: 1 }).format(n),
  );
/** Percent on the wire, 0–100: `2.15 %` */
export const percent = (value: Maybe, digits = 1): string =>
  or(value, (n) => format({ style: 'percent', maximumFractionDigits: digits }).format(n / 100));
/** Exact, with the currency's decimals: `$28,450.00` */
export const money = (value: Maybe, currency: string): string =>
  or(value, (n) => format({ style: 'currency', currency }).format(n));
/** Without cents from a hundred on, and compact from a million: `$28,450` */
export const shortMoney = (value: Maybe, currency: string): string =>
  or(value, (n) => {
    const size = Math.abs(n);
    if (size < 100 && !Number.isInteger(n)) return money(n, currency);
    if (size < 1_000_000) return format({ style: 'currency', currency, maximumFractionDigits: 0 }).format(n);
    return format({ style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 }).format(n);
  });
/** Seconds: `41s`, `2m 05s`, `1h 04m` in the reader's own abbreviations. */
export function duration(value: Maybe): string {
  return or(value, (seconds) => {
    const whole = Math.round(seconds);
    const unit = (n: number, name: string) =>
      format({ style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: 0 }).format(n);
    if (whole < 60) return unit(whole, 'second');
    if (whole < 3600) return `${unit(Math.floor(whole / 60), 'minute')} ${unit(whole % 60, 'second')}`;
    return `${unit(Math.floor(whole / 3600), 'hour')} ${unit(Math.floor((whole % 3600) / 60), 'minute')}`;
  });
}
