import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAddressReader, networkOf } from '../../../../collector/http/demands/client-address.ts';

const request = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, connection: { remoteAddress }, headers }) as unknown as IncomingMessage;

describe('the client address', () => {
  it("is the socket's, whatever headers claim, when no proxy is trusted", () => {
    const read = createAddressReader([]);
    const headers = { 'x-forwarded-for': '1.1.1.1', 'x-real-ip': '2.2.2.2', forwarded: 'for=3.3.3.3' };
    expect(read(request('203.0.113.9', headers))).toBe('203.0.113.9');
    expect(read(request('::ffff:203.0.113.9'))).toBe('203.0.113.9');
  });

  it('is the nearest one that no trusted proxy has', () => {
    const read = createAddressReader(['10.0.0.0/8', '::1']);
    expect(read(request('10.0.0.1', { 'x-forwarded-for': '6.6.6.6, 198.51.100.4, 10.0.0.7' }))).toBe('198.51.100.4');
    expect(read(request('203.0.113.9', { 'x-forwarded-for': '6.6.6.6' }))).toBe('203.0.113.9');
    expect(read(request('10.0.0.1', { 'x-real-ip': '6.6.6.6' }))).toBe('10.0.0.1');
    expect(read(request('10.0.0.1', { 'x-forwarded-for': 'unknown' }))).toBe('10.0.0.1');
    expect(read(request('::1', { 'x-forwarded-for': '2001:db8::1' }))).toBe('2001:db8::1');
  });

  it.each([
    ['81.2.69.142:51234', '81.2.69.142'],
    ['[2001:218::1]:51234', '2001:218::1'],
    ['[2001:218::1]', '2001:218::1'],
    ['2001:0218:0:0:0:0:0:1', '2001:218::1'],
    ['"[2001:218::1]:51234"', '2001:218::1'],
    ['::ffff:81.2.69.142', '81.2.69.142'],
    ['[::ffff:5102:458e]:51234', '81.2.69.142'],
    ['fe80::1%eth0', 'fe80::1'],
    [' 81.2.69.142 , ', '81.2.69.142'],
    ['for=81.2.69.142', '81.2.69.142'],
    ['6.6.6.6, 81.2.69.142:51234, 10.0.0.7:8080', '81.2.69.142'],
    ['6.6.6.6, [2001:218::1]:51234, [::ffff:10.0.0.7]:8080', '2001:218::1'],
    ['6.6.6.6, unknown, 10.0.0.7', '10.0.0.7'],
    ['81.2.69.142.5', '10.0.0.1'],
    ['junk', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('is read however a proxy writes it: %s', (list, address) => {
    expect(createAddressReader(['10.0.0.0/8'])(request('10.0.0.1', { 'x-forwarded-for': list }))).toBe(address);
  });

  it.each([
    ['for=81.2.69.142', '81.2.69.142'],
    ['For="[2001:218::1]:4711";proto=https', '2001:218::1'],
    ['proto=https; by=10.0.0.1; for="81.2.69.142:_port"', '10.0.0.1'],
    ['for=6.6.6.6, for="81.2.69.142:51234", for=10.0.0.7', '81.2.69.142'],
    ['for=6.6.6.6, proto=https', '10.0.0.1'],
    ['for=_hidden', '10.0.0.1'],
    ['for=unknown', '10.0.0.1'],
  ])('is what Forwarded says where a proxy sends no X-Forwarded-For: %s', (forwarded, address) => {
    const read = createAddressReader(['10.0.0.0/8']);
    expect(read(request('10.0.0.1', { forwarded }))).toBe(address);
    expect(read(request('10.0.0.1', { forwarded, 'x-forwarded-for': '198.51.100.4' }))).toBe('198.51.100.4');
    expect(read(request('203.0.113.9', { forwarded }))).toBe('203.0.113.9');
  });
});

describe('the network of an address', () => {
  it('is the address itself for IPv4 and its /64 for IPv6', () => {
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::');
    expect(networkOf('')).toBe('');
  });
});
