// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { inOwnScript } from '../../../collector/dashboard/format/locale.ts';

describe('what numbers and dates are written in', () => {
  it.each([
    ['de-AT', '1.234,5'],
    ['en-GB', '1,234.5'],
    ['pt', '1.234,5'],
  ])('is the language of the browser where it has the script of the page: %s', (tag, number) => {
    expect(new Intl.NumberFormat(inOwnScript(tag)).format(1234.5).replace(/[\u00a0\u202f ]/, '.')).toBe(number);
    expect(new Intl.Locale(inOwnScript(tag)).language).toBe(tag.slice(0, 2));
  });

  it.each([
    'ar-EG',
    'ar',
    'fa-IR',
    'he-IL',
    'ur-PK',
    'hi-IN',
    'mr-IN',
    'bn-BD',
    'my-MM',
    'th-TH-u-nu-thai',
    'ja-JP',
    'sr-RS',
  ])('is the English of its region for %s, in digits of the page', (tag) => {
    const written = new Intl.Locale(inOwnScript(tag));
    expect([written.language, written.numberingSystem]).toEqual(['en', 'latn']);
    expect(written.region).toBe(new Intl.Locale(tag).maximize().region);
    const date = new Intl.DateTimeFormat(inOwnScript(tag), { day: 'numeric', month: 'short', year: 'numeric' });
    const text =
      date.formatRange(Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 5)) +
      new Intl.NumberFormat(inOwnScript(tag)).format(1234.5);
    expect(text).toMatch(/^[\p{Script=Latin}\p{Script=Common}]+$/u);
    expect(text).toMatch(/[0-9]/);
  });
});
