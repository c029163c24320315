import { expect, test } from 'vitest';
import { cleanDomain, isSameDomain } from '../../../../collector/dashboard/views/entrance/domain.ts';

test.each([
  ['acme.com', 'acme.com'],
  [' https://Acme.com/pricing?plan=pro#top ', 'acme.com'],
  ['http://user:secret@acme.com:8080/', 'acme.com'],
  ['acme.com/pricing', 'acme.com'],
  ['acme.com.', 'acme.com'],
  ['shop.acme.com', 'shop.acme.com'],
  ['münchen.example', 'münchen.example'],
  ['localhost:5173', 'localhost'],
  ['http://[::1]:3000/', '[::1]'],
])('%s is the domain %s', (pasted, domain) => {
  expect(cleanDomain(pasted)).toBe(domain);
});

test('www is left out, so that pages without it count too', () => {
  expect(cleanDomain('https://www.acme.com/')).toBe('acme.com');
});

test('a domain that is nothing but www and an ending stays', () => {
  expect(cleanDomain('www.com')).toBe('www.com');
});

test.each([
  ['acme.com', 'https://WWW.Acme.com./pricing', true],
  ['müller.de', 'xn--mller-kva.de', true],
  ['shop.acme.com', 'acme.com', false],
  ['', '', false],
])('%s and %s are one domain: %s', (one, other, same) => {
  expect([isSameDomain(one, other), isSameDomain(other, one)]).toEqual([same, same]);
});
