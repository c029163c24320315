import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOfPasted, isSameDomain } from '../../../collector/account/domain.ts';
import { HISTORIES } from '../../support/depth.ts';
import { forEvery } from '../../support/property.ts';

/** Each line is one domain, however it is written. */
const DOMAINS = [
  [
    'acme.com',
    'ACME.com',
    'www.acme.com',
    'WWW.Acme.Com.',
    'acme.com.',
    'https://acme.com',
    'http://www.acme.com/pricing?a=b#c',
  ],
  ['acme.co.uk', 'www.acme.co.uk', 'https://acme.co.uk:8443/'],
  ['shop.acme.com', 'https://shop.acme.com'],
  ['müller.de', 'MÜLLER.de', 'xn--mller-kva.de', 'https://www.xn--mller-kva.de/'],
  ['www.com', 'https://www.com/'],
  ['localhost', 'http://localhost:3000/', 'localhost:8080'],
  ['127.0.0.1', 'http://127.0.0.1:8080/'],
];
const written = DOMAINS.flatMap((spellings, domain) => spellings.map((text) => ({ text, domain })));

describe('two domains', () => {
  it('are the same whenever they are written of one domain, and never else', () => {
    for (const one of written) {
      for (const other of written) {
        expect([one.text, other.text, isSameDomain(one.text, other.text)]).toEqual([
          one.text,
          other.text,
          one.domain === other.domain,
        ]);
      }
    }
  });

  it('are the same in any dress', () => {
    // Neither one with a www. of its own, nor one that only looks like an international name.
    const domain = fc.domain().filter((name) => !/^www\.|--/.test(name));
    const dress = fc.record({
      scheme: fc.constantFrom('', 'http://', 'https://', 'HTTPS://'),
      www: fc.constantFrom('', 'www.', 'WWW.'),
      upper: fc.boolean(),
      end: fc.constantFrom('', '.', ':8080', '/', '/a/b', '?q=1', '#x', ':443/a?b'),
    });
    return forEvery(HISTORIES * 5, [domain, dress], async (name, { scheme, www, upper, end }) => {
      const text = `${scheme}${www}${upper ? name.toUpperCase() : name}${end}`;
      expect([text, isSameDomain(name, text), isSameDomain(`a.${name}`, text)]).toEqual([text, true, false]);
    });
  });
});

describe('the host of what was pasted', () => {
  it.each([
    ['acme.com', 'acme.com'],
    [' https://www.Beta.com/x ', 'www.Beta.com'],
    ['http://ann:secret@acme.com:8080/a@b', 'acme.com'],
    ['[::1]:3000', '[::1]'],
    ['2001:db8::1', '2001:db8::1'],
    // Nothing that a collector could count: left for the check to refuse.
    ['ftp://acme.com', 'ftp://acme.com'],
    ['ann@acme.com', 'ann@acme.com'],
    ['no domain', 'no domain'],
  ])('of %j is %j', (text, host) => {
    expect(hostOfPasted(text)).toBe(host);
  });
});
