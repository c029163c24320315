import { expect, test } from 'vitest';
import type { ConversionEvent } from '../../../../collector/contract/account/conversion-event.ts';
import { bodyOf, draftOf, NEW_DRAFT } from '../../../../collector/dashboard/views/settings/conversions/definition.ts';

const STORED: ConversionEvent = {
  id: 'cnv_1',
  name: 'Upgrade',
  type: 'event',
  event_name: 'upgrade',
  page_path: null,
  match: 'exact',
  properties: { plan: 'pro', seats: 3, annual: true, coupon: '10' },
  value: null,
  value_property: 'total',
  currency: null,
  count: 'once_per_session',
  is_primary: true,
  active: true,
  created_at: '2026-03-01T12:00:00.000Z',
};

test('nothing is asked while it is not said what happens', () => {
  expect(bodyOf(NEW_DRAFT)).toBeNull();
  expect(bodyOf({ ...NEW_DRAFT, type: 'page', event_name: 'signup' })).toBeNull();
});

test('what is stored comes back as it was, texts that look like numbers too', () => {
  expect(bodyOf(draftOf(STORED))).toEqual({
    type: 'event',
    event_name: 'upgrade',
    page_path: null,
    name: 'Upgrade',
    properties: { plan: 'pro', seats: 3, annual: true, coupon: '10' },
    value: null,
    value_property: 'total',
    count: 'once_per_session',
    is_primary: true,
  });
});

test('a path with a star is a pattern, one without is exact', () => {
  expect(bodyOf({ ...NEW_DRAFT, type: 'page', page_path: '/blog/**' })?.match).toBe('wildcard');
  expect(bodyOf({ ...NEW_DRAFT, type: 'page', page_path: '/pricing' })?.match).toBe('exact');
});

test('a worth that was not chosen is not sent', () => {
  const draft = { ...NEW_DRAFT, event_name: 'signup', value: '5', value_property: 'total' };
  expect(bodyOf(draft)).toMatchObject({ value: null, value_property: null });
  expect(bodyOf({ ...draft, worth: 'fixed' })).toMatchObject({ value: 5, value_property: null });
});

test('a value may hold an equals sign', () => {
  expect(bodyOf({ ...NEW_DRAFT, event_name: 'search', properties: 'q = a=b' })?.properties).toEqual({ q: 'a=b' });
});
