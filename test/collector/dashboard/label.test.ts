import { beforeAll, describe, expect, it, vi } from 'vitest';
import { RESERVED_LABELS } from '../../../collector/contract/vocabulary.ts';

let label: typeof import('../../../collector/dashboard/format/label.ts').label;
let filterWords: typeof import('../../../collector/dashboard/format/filter.ts').filterWords;
let asCounted: typeof import('../../../collector/dashboard/views/overview/panel-columns.ts').asCounted;
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB', languages: ['en-GB'] });
  ({ label } = await import('../../../collector/dashboard/format/label.ts'));
  ({ filterWords } = await import('../../../collector/dashboard/format/filter.ts'));
  ({ asCounted } = await import('../../../collector/dashboard/views/overview/panel-columns.ts'));
});

describe('a label on the screen', () => {
  it.each([
    ['device', 'desktop', 'Desktop'],
    ['screen', 'mobile', 'Mobile'],
    ['utm_campaign', 'spring', 'spring'],
    ['country', 'DE', 'Germany'],
    ['source', '__proto__', '__proto__'],
    ['prop:plan', '', '“”'],
    ['channel', 'Direct', 'Direct'],
  ])('of %s %s is %s', (dimension, value, shown) => {
    expect(label(dimension, value)).toBe(shown);
  });

  it('is another for each label, also for values that are written like what has no value', () => {
    const values = [...RESERVED_LABELS, ...RESERVED_LABELS.flatMap((one) => [`\\${one}`, `\\\\${one}`])];
    const looks = ['Direct', 'direct', 'Not set', 'Unattributed', ''];
    for (const dimension of ['source', 'utm_campaign', 'prop:plan']) {
      const shown = [...values, ...looks].map((value) => label(dimension, value));
      expect(new Set(shown).size, shown.join(' | ')).toBe(shown.length);
    }
  });
});

describe('a filter on the screen', () => {
  it('says of a visit what it never was', () => {
    expect(filterWords('page', { operator: 'none', values: ['/pricing', '/b'] })).toBe('Page is never /pricing or /b');
  });
});

describe('a row by event names', () => {
  it('tells page views of page views, and nothing of leaving a page', () => {
    const row = (name: string) => asCounted('event_name', { label: name, events: 0, pageviews: 7 }).events;
    expect([row('page_view'), row('page_leave'), row('signup')]).toEqual([7, null, 0]);
    expect(asCounted('page', { label: 'page_view', events: 0, pageviews: 7 }).events).toBe(0);
  });
});
