import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanHost, hostOfOrigin } from '../../../collector/model/match/host-name.ts';
import { hostMatches } from '../../../collector/model/match/host-pattern.ts';
import { forEvery } from '../../support/property.ts';

const HOSTS = 1000;

const label = fc.constantFrom(
  'acme',
  'www',
  'a-b',
  'x_y',
  'shop1',
  'müller',
  'straße',
  'пример',
  '例え',
  'मराठी',
  '1a',
  'i❤',
);
const name = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'test', 'рф', 'co.uk', 'みんな'))
  .map(([labels, end]) => `${labels.join('.')}.${end}`);
const host = fc.oneof(name, fc.constantFrom('localhost', '127.0.0.1', '[::1]', '[2001:db8::1]'));

/** Ways to write one host. */
const SPELLINGS: readonly ((host: string) => string)[] = [
  (text) => text,
  // There is no capital ß to read back.
  (text) => text.replace(/[^ß]/g, (letter) => letter.toUpperCase()),
  (text) => `${text}:8443`,
  (text) => ` ${text}\n`,
  (text) => (text.includes('[') ? text : `${text}.`),
  (text) => (text.includes('[') ? text : domainToASCII(text)),
  (text) => (text.includes('[') ? text : `${domainToASCII(text).toUpperCase()}.:443`),
];

describe('a host', () => {
  it('is one text, however it is written', async () => {
    await forEvery(HOSTS, [host, fc.constantFrom(...SPELLINGS)], async (given, write) => {
      expect(cleanHost(write(given))).toBe(given);
    });
  });

  it('is what an origin says of it, and fits its own pattern and that of its parent', async () => {
    const pair = fc.constantFrom(...SPELLINGS);
    await forEvery(HOSTS, [host, pair, pair], async (given, write, other) => {
      const ascii = given.includes('[') ? given : domainToASCII(given);
      expect(hostOfOrigin(`https://${ascii}:8443`)).toBe(given);
      expect(hostOfOrigin(`https://${ascii}/a/b?c`)).toBe(given);
      expect(hostMatches(write(given), other(given))).toBe(true);
      expect(hostMatches(`*.${write(given)}`, other(given))).toBe(false);
      if (given.startsWith('[') || /^\d/.test(given)) return;
      expect(hostMatches(`*.${write(given)}`, other(`www.${given}`))).toBe(true);
      expect(hostMatches(write(given), other(`www.${given}`))).toBe(false);
    });
  });

  it.each([
    ['::1', '[::1]'],
    ['2001:DB8:0:0::1', '[2001:db8::1]'],
    ['xn--mller-kva.de', 'müller.de'],
    ['xn--80ak6aa92e.com', 'аррӏе.com'],
    ['my_shop.acme.com', 'my_shop.acme.com'],
    ['a'.repeat(63).concat('.com'), 'a'.repeat(63).concat('.com')],
  ])('%s is %s', (given, expected) => {
    expect(cleanHost(given)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '.',
    'acme..com',
    '.acme.com',
    'acme.com..',
    'https://acme.com',
    'acme.com/path',
    'acme.com?x',
    'acme.com#x',
    'me@acme.com',
    'acme com',
    'acme.com:port',
    'acme.com:99999',
    'a%62c.com',
    '[::1',
    'xn--a',
    '1.2.3.256',
    `${'a.'.repeat(130)}com`,
    '(not set)',
  ])('is none: “%s”', (given) => {
    expect(cleanHost(given)).toBeNull();
  });
});
