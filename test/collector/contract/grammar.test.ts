import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readCondition,
  readFilter,
  readList,
  readStep,
  STEP_KINDS,
  type Step,
  type StepValue,
  writeCondition,
  writeFilter,
  writeList,
  writeStep,
} from '../../../collector/contract/grammar.ts';
import { FILTER_OPERATORS } from '../../../collector/contract/vocabulary.ts';
import { hostileTexts } from '../../support/hostile-labels.ts';

const RUNS = { numRuns: 3000 };
const values = fc.array(hostileTexts, { minLength: 1, maxLength: 4 });
const scalars: fc.Arbitrary<StepValue> = fc.oneof(
  hostileTexts,
  fc.boolean(),
  fc.constant(null),
  // JSON knows no negative zero.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0 || 0),
);
const conditions = fc.array(fc.tuple(hostileTexts, scalars), { maxLength: 3 });

/** As an address carries it. */
const sent = (text: string): string =>
  new URLSearchParams(new URLSearchParams([['name', text]]).toString()).get('name') ?? '';

describe('what is written is read as it was', () => {
  it('of a list', () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(readList(sent(writeList(list)))).toEqual(list);
      }),
      RUNS,
    );
  });

  it('of a filter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILTER_OPERATORS), values, (operator, of) => {
        expect(readFilter(sent(writeFilter({ operator, values: of })))).toEqual({
          operator,
          values: of,
          isNamed: true,
        });
      }),
      RUNS,
    );
  });

  it('of a step', () => {
    const steps = fc
      .record({ kind: fc.constantFrom(...STEP_KINDS), subject: hostileTexts, conditions })
      .map((step): Step => (step.kind === 'conversion' ? { ...step, conditions: [] } : step));
    fc.assert(
      fc.property(steps, (step) => {
        expect(readStep(sent(writeStep(step)))).toEqual(step);
      }),
      RUNS,
    );
  });

  it('of a condition alone, on one line where its key is', () => {
    fc.assert(
      fc.property(hostileTexts, scalars, (key, value) => {
        const text = writeCondition([key, value]);
        expect(readCondition(text)).toEqual([key, value]);
        if (!/[\r\n]/.test(key)) expect(text.split('\n')).toHaveLength(1);
      }),
      RUNS,
    );
  });
});

describe('a filter that people write', () => {
  it('means a label as it stands, commas and backslashes escaped, but for a blank after a comma', () => {
    const plain = (text: string) => text.replace(/[\\,]/g, '\\$&');
    fc.assert(
      fc.property(hostileTexts, hostileTexts, (one, other) => {
        expect(readFilter(`is:${plain(one)}`).values).toEqual([one]);
        expect(readFilter(`is:${plain(one)},${plain(other)}`).values).toEqual([one, other.trimStart()]);
      }),
      RUNS,
    );
  });

  it.each([
    ['US', 'is', ['US']],
    ['US,CA', 'is', ['US', 'CA']],
    ['is:US, CA', 'is', ['US', 'CA']],
    ['is:/foo ', 'is', ['/foo ']],
    ['is:/foo ,/bar', 'is', ['/foo ', '/bar']],
    ['is: a', 'is', [' a']],
    ['is:b,\\ a', 'is', ['b', ' a']],
    ['starts_with:/blog', 'starts_with', ['/blog']],
    ['Washington\\, DC', 'is', ['Washington, DC']],
    ['C:\\dir', 'is', ['C:\\dir']],
    ['C:\\', 'is', ['C:\\']],
    ['C:\\\\,other', 'is', ['C:\\', 'other']],
    ['/foo\\ ', 'is', ['/foo ']],
    ['a:b', 'is', ['a:b']],
    ['is:', 'is', ['']],
    ['is:,a', 'is', ['', 'a']],
  ])('%s means what it looks like', (text, operator, wanted) => {
    expect(readFilter(text)).toMatchObject({ operator, values: wanted });
  });
});

describe('a step that people write', () => {
  it.each([
    ['/pricing', 'page', '/pricing', []],
    [' page: /pricing', 'page', '/pricing', []],
    ['page:/foo ', 'page', '/foo ', []],
    ['page:/foo ;plan=pro', 'page', '/foo', [['plan', 'pro']]],
    ['page:/foo\\ ;plan=pro', 'page', '/foo ', [['plan', 'pro']]],
    ['signup', 'event', 'signup', []],
    ['event:/x', 'event', '/x', []],
    ['event:a:b', 'event', 'a:b', []],
    ['conversion:Paid; or = not', 'conversion', 'Paid; or = not', []],
    [
      'signup;plan=pro; seats = 2 ',
      'event',
      'signup',
      [
        ['plan', 'pro'],
        ['seats', 2],
      ],
    ],
    ['a\\;b;k\\=1=x=y', 'event', 'a;b', [['k=1', 'x=y']]],
    [
      'signup;plan="a;b";on=true',
      'event',
      'signup',
      [
        ['plan', 'a;b'],
        ['on', true],
      ],
    ],
    ['signup;plan="2"', 'event', 'signup', [['plan', '2']]],
    ['signup;plan="a\\\\b"', 'event', 'signup', [['plan', 'a\\b']]],
    ['signup;plan="half', 'event', 'signup', [['plan', '"half']]],
    [
      'signup;day=2024-01-01;big=1e999',
      'event',
      'signup',
      [
        ['day', '2024-01-01'],
        ['big', '1e999'],
      ],
    ],
    ['signup;plan', 'event', 'signup', [['plan', undefined]]],
  ])('%s means what it looks like', (text, kind, subject, of) => {
    expect(readStep(text)).toEqual({ kind, subject, conditions: of });
  });
});
