import { describe, expect, it } from 'vitest';
import {
  DEFAULT_QUESTION,
  type Filter,
  readQuestion,
  withFilter,
  writeQuestion,
} from '../../../collector/dashboard/state/question.ts';

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
