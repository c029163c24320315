import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePage } from '../../../collector/ingest/enrich/url.ts';
import { normalPath } from '../../../collector/model/match/path.ts';
import { compileExactPath, compilePathPattern } from '../../../collector/model/match/path-pattern.ts';
import { hostileTexts } from '../../support/hostile-labels.ts';

const RUNS = { numRuns: 3000 };
const escapes = fc.constantFrom(
  ...[
    '%',
    '%%',
    '%2',
    '%41',
    '%25',
    '%2541',
    '%25%34%31',
    '%2f',
    '%2F',
    '%2A',
    '%00',
    '%E9',
    '%C3',
    '%C3%A9',
    '%c3%a9',
  ],
  ...['%CC%81', '\u0301', 'e', 'é', 'F', '*', '/', '\0', '\uD800', '\uDC00', '%F0%9F%99%82', '%ED%A0%80', '%C0%80'],
);
const paths = fc.oneof(
  fc.array(escapes, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
  hostileTexts.map((text) => `/${text}`),
);

describe('the normal form of a path', () => {
  it.each([
    ['/pricing', '/pricing'],
    ['/Pricing/', '/Pricing/'],
    ['/caf%C3%A9', '/café'],
    ['/caf%c3%a9', '/café'],
    ['/cafe\u0301', '/café'],
    ['/cafe%CC%81', '/café'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%20b', '/a b'],
    ['/a%7Eb', '/a~b'],
    ['/100%25', '/100%'],
    ['/100%', '/100%'],
    ['/a%2541', '/a%2541'],
    ['/%E9/caf%C3%A9', '/%E9/café'],
    ['/%e0%a4%a', '/%E0%A4%a'],
    ['/a%2Ab', '/a*b'],
  ])('of %s is %s', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(paths, fc.boolean(), (path, isPattern) => {
        const normal = normalPath(path, isPattern);
        expect(normalPath(normal, isPattern)).toBe(normal);
        expect(normalPath(normal)).toBe(normalPath(path));
      }),
      RUNS,
    );
  });

  it('is the same however much of a path is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const path = `/${text
          .replaceAll('/', '')
          .replaceAll('%', '')
          .replace(/\p{Surrogate}/gu, '')}`;
        expect(normalPath(encodeURI(path))).toBe(normalPath(path));
        const inLowerCase = encodeURI(path).replace(/%../g, (one) => one.toLowerCase());
        expect(normalPath(inLowerCase)).toBe(normalPath(path));
      }),
      RUNS,
    );
  });

  it('is what is stored of a page, and what exact paths and patterns are compared by', () => {
    const rules = { keptParameters: new Set<string>(), hashRouting: false };
    fc.assert(
      fc.property(paths, (path) => {
        const stored = parsePage(`https://acme.com${path}`, rules).path as string;
        expect(normalPath(stored)).toBe(stored);
        expect(compileExactPath(stored)(stored)).toBe(true);
        expect(compilePathPattern(stored.replaceAll('*', '%2A'))(stored)).toBe(true);
      }),
      RUNS,
    );
  });
});
