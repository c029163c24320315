import { getAlpha2Codes } from 'i18n-iso-countries';
import { describe, expect, it } from 'vitest';
import { derive } from '../../../collector/model/derivation.ts';

describe('the section of a page', () => {
  it.each([
    ['/', '/'],
    ['/pricing', '/pricing'],
    ['/docs/', '/docs'],
    ['/docs/start/here', '/docs'],
    ['/café/menu', '/café'],
    ['//docs', '/'],
    ['/#/docs/start', '/#/docs'],
    ['/#!/docs/start', '/#!/docs'],
    ['/#/', '/#/'],
    ['/app/#/docs', '/app'],
  ])('of %s is %s', (page, section) => {
    expect(derive('first_part', page)).toBe(section);
  });
});

describe('a continent', () => {
  it.each([
    ['DE', 'Europe'],
    ['TR', 'Asia'],
    ['KI', 'Oceania'],
    ['MX', 'North America'],
    ['BR', 'South America'],
    ['AQ', 'Antarctica'],
    ['XK', 'Europe'],
  ])('of %s is %s', (country, continent) => {
    expect(derive('continent', country)).toBe(continent);
  });

  it('is known of every country', () => {
    const countries = Object.keys(getAlpha2Codes());
    expect(countries.length).toBeGreaterThan(240);
    expect(countries.filter((country) => derive('continent', country) === null)).toEqual([]);
  });

  it.each(['', 'de', 'EU', '__proto__', 'constructor'])('is not made up for %j', (country) => {
    expect(derive('continent', country)).toBeNull();
  });
});
