import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_SOURCES } from '../../../collector/model/sources/known-sources.ts';
import { sourceOfHost, sourceOfTag } from '../../../collector/model/sources/name-source.ts';
import { noSourceRule } from '../../../collector/model/sources/no-source.ts';
import { builtInNoSource } from '../../../collector/model/sources/no-source-hosts.ts';

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

const PAYMENT = [
  'sis.redsys.es',
  'secure.przelewy24.pl',
  'www.payfast.co.za',
  'www.saferpay.com',
  'pay.datatrans.com',
  'securegw.paytm.in',
  'www.paytr.com',
  'secure.ccavenue.com',
  'www.sofort.com',
  'live.sagepay.com',
  'live.opayo.eu.elavon.com',
  'sandbox-cpp.iyzipay.com',
  'pay.ideal.nl',
  'checkout.wompi.co',
  'pay.ebanx.com',
  'tikkie.me',
  'checkout.stripe.com',
  'acs2.bank.example',
  '3ds.bank.example',
  '3dsecure.bank.co.uk',
  '3d-secure-auth.bank.example',
  'secure7.arcot.com',
];
const SIGN_IN = [
  'accounts.google.com',
  'login.microsoftonline.com',
  'appleid.apple.com',
  'acme.auth0.com',
  'acme.eu.auth0.com',
  'acme.okta.com',
  'acme.auth.eu-west-1.amazoncognito.com',
  'acme.b2clogin.com',
];
const SOURCES = [
  'google.com',
  'news.google.com',
  'apple.com',
  'microsoft.com',
  'auth0.com',
  'www.okta.com',
  'okta.com',
  '3ds.com',
  'www.3ds.com',
  '3dsystems.com',
  'acs.org',
  'pubs.acs.org',
  'notstripe.com',
  'stripe.com.evil.example',
  'localhost',
  'blog.example',
];

describe('a host that is no source', () => {
  it.each(PAYMENT)('is %s, where people pay', (name) => {
    expect(builtInNoSource(name)).toBe('payment');
  });
  it.each(SIGN_IN)('is %s, where people sign in', (name) => {
    expect(builtInNoSource(name)).toBe('sign_in');
  });
  it.each(SOURCES)('is not %s', (name) => {
    expect(builtInNoSource(name)).toBeNull();
  });

  it('is never a source that everybody knows', () => {
    const hosts = KNOWN_SOURCES.flatMap(([, , names]) => names.split(' ')).filter((name) => name !== '');
    expect(hosts.filter((name) => builtInNoSource(name) !== null)).toEqual([]);
  });

  const came = (source: string | null, referrer: string | null, utm_source: string | null = null) => ({
    source,
    referrer,
    utm_source,
  });

  it('is what the owner names, with all below it, and its referrers and tags', () => {
    const rule = noSourceRule(['Pay.Bank.example', '*.apps.example', 'www.shop.example']);
    for (const name of ['pay.bank.example', 'a.pay.bank.example', 'x.apps.example', 'shop.example', 'm.shop.example']) {
      expect(rule(came(name, `${name}/checkout`)), name).toBe('excluded');
      expect(rule(came(name, null, name)), name).toBe('excluded');
      expect(rule(came(null, name)), name).toBe('excluded');
    }
    for (const name of ['bank.example', 'apps.example', 'notshop.example']) {
      expect(rule(came(name, name)), name).toBeNull();
    }
  });

  it('takes nothing from a visit that names another source', () => {
    const rule = noSourceRule(['facebook.com']);
    expect(rule(came('newsletter', 'facebook.com', 'newsletter'))).toBeNull();
    expect(rule(came('Facebook', 'l.facebook.com', 'fb'))).toBeNull();
    expect(rule(came('Facebook', 'l.facebook.com'))).toBe('excluded');
    expect(rule(came(null, null))).toBeNull();
  });
});
