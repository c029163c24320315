import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_SOURCES } from '../../../collector/model/sources/known-sources.ts';
import { sourceOfHost, sourceOfTag } from '../../../collector/model/sources/name-source.ts';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('org', 'example', 'com', 'ad', 'co.uk'))
  .map(([labels, end]) => [...labels, end].join('.'));
/** Each letter in either case. */
const inAnyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''));

describe('the name of a source', () => {
  it('is one for a host, however a tag writes it', () => {
    fc.assert(
      fc.property(
        host.chain((name) => fc.tuple(fc.constant(name), inAnyCase(name))),
        fc.constantFrom('', 'https://', 'http://', '//', 'HTTPS://'),
        fc.constantFrom('', 'www.', 'WWW.'),
        fc.constantFrom('', '/', '.', ':8443', ':8443/'),
        ([name, written], scheme, www, end) => {
          const { name: referred } = sourceOfHost(name);
          expect(sourceOfTag(`${scheme}${www}${written}${end}`).name).toBe(referred);
          expect(sourceOfHost(`${www}${written}`).name).toBe(referred);
        },
      ),
    );
  });

  it('is its own name', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      host,
      fc.constantFrom(...KNOWN_SOURCES.map(([name]) => name)),
      fc.constantFrom(
        ...KNOWN_SOURCES.flatMap(([, , hosts, spelled = '']) => [...hosts.split(' '), ...spelled.split('|')]),
      ),
    );
    fc.assert(
      fc.property(words, fc.constantFrom('', ' ', '-ads', ' ad'), (word, end) => {
        const { name } = sourceOfTag(word + end);
        expect(sourceOfTag(name).name).toBe(name);
      }),
      { numRuns: 1000 },
    );
    for (const [name] of KNOWN_SOURCES) expect(sourceOfTag(name.toUpperCase()).name).toBe(name);
  });

  it.each([
    ['v1.2', 'v1.2'],
    ['1.2', '1.2'],
    ['me@acme.com', 'me@acme.com'],
    ['Dr. Smith & Co.', 'Dr. Smith & Co.'],
    ['Twitter/X', 'Twitter/X'],
    ['Müller.Example', 'müller.example'],
    ['xn--mller-kva.example', 'müller.example'],
    ['reddit.ad', 'reddit.ad'],
    ['facebook.ads', 'Facebook'],
    ['a  b', 'a b'],
  ])('of %s is %s', (tag, name) => {
    expect(sourceOfTag(tag).name).toBe(name);
  });
});
