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
});

describe('the network of an address', () => {
  it('is the address itself for IPv4 and its /64 for IPv6', () => {
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::');
    expect(networkOf('')).toBe('');
  });
});
