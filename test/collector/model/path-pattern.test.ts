import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePathPattern } from '../../../collector/model/match/path-pattern.ts';

const matchesPath = (pattern: string, path: string) => compilePathPattern(pattern)(path);

describe('a path pattern', () => {
  it.each([
    ['/pricing', '/pricing'],
    ['/pricing', '/pricing/'],
    ['/pricing/', '/pricing'],
    ['/', '/'],
    ['/blog/*', '/blog/a'],
    ['/blog/*', '/blog/a/'],
    ['/blog/*/edit', '/blog/a/edit'],
    ['/blog*', '/blog'],
    ['/blog*', '/blogs'],
    ['/a*c', '/abbc'],
    ['/docs/**', '/docs'],
    ['/docs/**', '/docs/a'],
    ['/docs/**', '/docs/a/b/c'],
    ['/docs/**/edit', '/docs/edit'],
    ['/docs/**/edit', '/docs/a/b/edit'],
    ['/**', '/'],
    ['/**', '/a/b'],
    ['/**/edit', '/a/edit'],
    ['/blog**', '/blog/a/b'],
    ['/caf%C3%A9', '/café'],
    ['/caf%c3%a9/*', '/café/x'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%2fb/*', '/a%2Fb/x'],
    ['/100%25/*', '/100%/x'],
    ['/a%2Ab', '/a*b'],
    ['/a%2ab/*', '/a*b/c'],
    ['/*%2A', '/ab*'],
    ['/a.c', '/a.c'],
    ['/app#/x/*', '/app#/x/1'],
  ])('%s fits %s', (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(true);
  });

  it.each([
    ['/pricing', '/pricing/eu'],
    ['/pricing', '/Pricing'],
    ['/blog/*', '/blog'],
    ['/blog/*', '/blog/'],
    ['/blog/*', '/blog/a/b'],
    ['/blog/*/edit', '/blog/edit'],
    ['/blog/*/edit', '/blog//edit'],
    ['/blog*', '/blog/a'],
    ['/*', '/'],
    ['/docs/**', '/docsearch'],
    ['/docs/**/edit', '/docs/a/edits'],
    ['/a.c', '/abc'],
    ['/a', 'a'],
    ['/caf%ZZ', '/caf'],
    ['/a%2Ab', '/axb'],
    ['/a%2Ab/*', '/axb/c'],
    ['/a%2Fb', '/a/b'],
  ])('%s does not fit %s', (pattern, path) => {
    expect(matchesPath(pattern, path)).toBe(false);
  });

  const segment = fc
    .array(fc.constantFrom('a', 'b', 'ü', '.'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(''));
  const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  const piece = fc.oneof(segment, fc.constantFrom('*', '**', 'a*', '*b', 'a**', '**b'));
  const pattern = fc.array(piece, { maxLength: 5 }).map((pieces) => `/${pieces.join('/')}`);

  /** The same meaning as a regular expression, fit for small inputs only. */
  function meaning(text: string): RegExp {
    const source = text
      .replace(/(?<=.)\/+$/, '')
      .replace(/[.]/g, '\\.')
      .replace(/\/\*\*(?=\/|$)|\*\*|(?<=\/)\*(?=\/|$)|\*/g, (stars) =>
        stars.startsWith('/') ? '(?:/.*)?' : stars === '**' ? '.*' : 'STAR',
      )
      .replace(/(?<=\/)STAR(?=\/|$|\(\?:\/)/g, '[^/]+')
      .replaceAll('STAR', '[^/]*');
    return new RegExp(`^${source}$`, 's');
  }

  it('means what the regular expression for it means', () => {
    fc.assert(
      fc.property(pattern, path, (wanted, given) => {
        expect(matchesPath(wanted, given)).toBe(meaning(wanted).test(given));
      }),
      { numRuns: 5000, examples: [['/*/**', '/']] },
    );
  });

  it('ignores a trailing slash on either side', () => {
    fc.assert(
      fc.property(pattern, path, (wanted, given) => {
        const plain = matchesPath(wanted, given);
        expect([matchesPath(`${wanted}/`, given), matchesPath(wanted, `${given}/`)]).toEqual([plain, plain]);
      }),
    );
  });

  it('is answered at once however many stars there are', () => {
    const evil = `/${'a*'.repeat(240)}b`;
    const started = performance.now();
    expect(matchesPath(evil, `/${'a'.repeat(2000)}`)).toBe(false);
    expect(matchesPath(`/${'**a'.repeat(160)}b`, `/${'a/'.repeat(1000)}`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
