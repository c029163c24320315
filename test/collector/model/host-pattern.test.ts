import { describe, expect, it } from 'vitest';
import { hostMatches } from '../../../collector/model/match/host-pattern.ts';

describe('a host pattern', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['acme.com', 'ACME.com:8080'],
    ['acme.com', 'acme.com.'],
    ['*.acme.com', 'www.acme.com'],
    ['*.acme.com', 'a.b.acme.com'],
    ['localhost', 'localhost:3000'],
    ['127.0.0.1', '127.0.0.1:80'],
    ['[::1]', '[::1]:3000'],
    ['::1', '[::1]'],
    ['müller.de', 'xn--mller-kva.de'],
    ['*.müller.de', 'www.xn--mller-kva.de'],
  ])('%s is %s', (pattern, host) => {
    expect(hostMatches(pattern, host)).toBe(true);
  });

  it.each([
    ['acme.com', 'www.acme.com'],
    ['*.acme.com', 'acme.com'],
    ['*.acme.com', 'notacme.com'],
    ['acme.com', 'acme.com.evil.example'],
    ['*.acme.com', '.acme.com.evil'],
    ['acme.com', ''],
    ['', ''],
  ])('%s is not “%s”', (pattern, host) => {
    expect(hostMatches(pattern, host)).toBe(false);
  });
});
