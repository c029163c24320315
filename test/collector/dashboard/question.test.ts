import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS } from '../../../collector/contract/vocabulary.ts';
import {
  DEFAULT_QUESTION,
  type Filter,
  readQuestion,
  withFilter,
  writeQuestion,
} from '../../../collector/dashboard/state/question.ts';
import { hostileTexts } from '../../support/hostile-labels.ts';

const filter = (operator: Filter['operator'], ...values: string[]): Filter => ({
  dimension: 'source',
  operator,
  values,
});
const filters = (...added: Filter[]) => added.reduce(withFilter, DEFAULT_QUESTION).filters;

describe('a further filter of the same dimension', () => {
  it('takes the place of the value before: nobody comes from two sources at once', () => {
    expect(filters(filter('is', 'Google'), filter('is', 'Bing'))).toEqual([filter('is', 'Bing')]);
  });

  it('excludes a value beside those excluded already, once each', () => {
    const excluded = [filter('is_not', 'Google'), filter('is_not', 'Bing'), filter('is_not', 'Google')];
    expect(filters(...excluded)).toEqual([filter('is_not', 'Google', 'Bing')]);
  });

  it('stands beside one with another comparison, and so does its address', () => {
    const both = filters(filter('contains', 'news, daily'), filter('is_not', 'Google'));
    expect(both).toHaveLength(2);
    expect(readQuestion(writeQuestion({ ...DEFAULT_QUESTION, filters: both })).filters).toEqual(both);
  });
});

it('an address brings back the filters it was made of, whatever the labels and properties are', () => {
  const some = fc.array(
    fc.record({
      dimension: fc.oneof(
        fc.constantFrom('page', 'utm_campaign'),
        hostileTexts.map((key) => `prop:${key}`),
      ),
      operator: fc.constantFrom(...FILTER_OPERATORS),
      values: fc.array(hostileTexts, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(some, (wanted) => {
      const address = writeQuestion({ ...DEFAULT_QUESTION, filters: wanted }).toString();
      expect(readQuestion(new URLSearchParams(address)).filters).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
});
