import { describe, expect, it } from 'vitest';
import { findOrCreate, mergeConversionEvent } from '../../../collector/account/conversion-event.ts';
import type { ConversionEventBody } from '../../../collector/contract/account/conversion-event.ts';
import { presentProblem, Refusal } from '../../../collector/contract/problem.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const define = (body: ConversionEventBody) => findOrCreate([], body, NOW).event;

function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal)
      return { code: error.problem.code, field: presentProblem(error.problem).details?.field };
  }
  return null;
}

describe('a definition', () => {
  it.each([
    [{ event_name: 'buy' }, { name: 'buy', type: 'event', match: 'exact' }],
    [{ event_name: 'pageview' }, { name: 'pageview', event_name: 'page_view' }],
    [{ page_path: '/thanks' }, { name: 'Visit /thanks', type: 'page', match: 'exact' }],
    [{ page_path: '/blog/*' }, { name: 'Visit /blog/*', match: 'wildcard' }],
    [{ page_path: '/a*b', match: 'exact' as const }, { match: 'exact' }],
    [{ event_name: 'buy', properties: {} }, { properties: null }],
  ])('%j is understood', (body, expected) => {
    expect(define(body)).toMatchObject(expected);
  });

  it.each([
    [{}, 'event_name'],
    [{ event_name: 'x', page_path: '/x' }, 'page_path'],
    [{ event_name: 'x', type: 'page' as const }, 'type'],
    [{ event_name: 'x', match: 'wildcard' as const }, 'match'],
    [{ event_name: 'x', currency: 'ABC' }, 'currency'],
  ])('%j is refused', (body, field) => {
    expect(refusal(() => define(body))).toEqual({ code: 'INVALID_REQUEST', field });
  });
});

describe('a definition that comes again', () => {
  const first = define({ event_name: 'buy', properties: { plan: 'pro', tier: 1 } });

  it('is found, whatever the order of its properties and whether it is named', () => {
    for (const name of [{}, { name: 'buy' }]) {
      const found = findOrCreate([first], { event_name: 'buy', properties: { tier: 1, plan: 'pro' }, ...name }, NOW);
      expect(found).toEqual({ event: first, created: false });
    }
  });

  it('is another one under another name', () => {
    const body = { name: 'Sale', event_name: 'buy', properties: { plan: 'pro', tier: 1 } };
    expect(findOrCreate([first], body, NOW).created).toBe(true);
  });

  it('is another one once the first is archived', () => {
    expect(findOrCreate([{ ...first, active: false }], { event_name: 'buy' }, NOW).created).toBe(true);
  });

  it('conflicts when only the name is the same', () => {
    expect(refusal(() => findOrCreate([first], { event_name: 'buy' }, NOW))?.code).toBe('CONFLICT');
  });
});

describe('a change', () => {
  it('keeps what is absent and clears what is null', () => {
    const first = define({ event_name: 'buy', value: 5, value_property: 'total', is_primary: true });
    expect(mergeConversionEvent(first, { value: null })).toEqual({ ...first, value: null });
    expect(mergeConversionEvent(first, {})).toEqual(first);
  });

  it('to a page must take the event away', () => {
    const first = define({ event_name: 'buy' });
    expect(refusal(() => mergeConversionEvent(first, { page_path: '/x' }))?.field).toBe('page_path');
    const moved = mergeConversionEvent(first, { event_name: null, page_path: '/x/**' });
    expect(moved).toMatchObject({ id: first.id, type: 'page', match: 'wildcard' });
  });
});
