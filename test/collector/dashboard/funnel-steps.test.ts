import { describe, expect, it } from 'vitest';
import { readStep, stepValue, writeStep } from '../../../collector/dashboard/views/funnels/funnel-address.ts';
import { readyMade } from '../../../collector/dashboard/views/funnels/ready-made.ts';
import type { Suggestions } from '../../../collector/dashboard/views/funnels/use-suggestions.ts';

const nothing: Suggestions = { pages: [], entries: [], events: [], conversions: [], known: true };

describe('the steps of a funnel in the address', () => {
  it.each(['page:/pricing', 'event:signup;plan=pro', 'conversion:cev_1', 'event:a:b'])('come back as %s', (text) => {
    expect(writeStep(readStep(text))).toBe(text);
  });

  it('are read without their kind as the API reads them', () => {
    expect(readStep('/pricing')).toEqual({ kind: 'page', value: '/pricing' });
    expect(readStep('signup')).toEqual({ kind: 'event', value: 'signup' });
  });

  it('take a name with separators as a name, not as conditions', () => {
    expect(stepValue('page', '/a;b=c')).toBe('/a\\;b\\=c');
    expect(stepValue('event', 'a;b=c')).toBe('a\\;b\\=c');
  });

  it('take a page with a star or a blank at its end as that page alone', () => {
    expect(stepValue('page', '/a*b ')).toBe('/a%2Ab%20');
  });
});

describe('the funnels that are offered', () => {
  it('lead from where most come in, by the prices, to what is done most', () => {
    const offers = readyMade({ ...nothing, pages: ['/', '/blog', '/pricing'], entries: ['/'], events: ['signup'] });
    expect(offers.map(({ steps }) => steps.map(writeStep))).toEqual([
      ['page:/', 'page:/pricing', 'event:signup'],
      ['page:/**', 'event:signup'],
    ]);
  });

  it('are none where nothing but pages has been seen', () => {
    expect(readyMade({ ...nothing, pages: ['/', '/a'], entries: ['/'] })).toEqual([]);
  });

  it('leave out the one for which there are too few pages', () => {
    const offers = readyMade({ ...nothing, pages: ['/'], entries: ['/'], events: ['signup'] });
    expect(offers.map(({ name }) => name)).toEqual(['Any page → signup']);
  });
});
