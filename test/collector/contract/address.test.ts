import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { readAddress, readBlock } from '../../../collector/contract/address.ts';
import { forEvery } from '../../support/property.ts';

const ADDRESSES = 1000;

const ipv4 = fc
  .tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })))
  .map((bytes) => bytes.join('.'));
/** Half of the groups are 0, so that runs of them come in all lengths and places. */
const ipv6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 65535 })), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((group) => group.toString(16)).join(':'));

/** Ways to write one address. */
const spellings4 = [
  (address: string) => address,
  (address: string) => `${address}:51234`,
  (address: string) => `"${address}:51234"`,
  (address: string) => ` ${address} `,
  (address: string) => `for=${address}`,
  (address: string) => `::ffff:${address}`,
  (address: string) => `[::FFFF:${address}]:80`,
  (address: string) => ipaddr.IPv4.parse(address).toIPv4MappedAddress().toNormalizedString(),
];
const spellings6 = [
  (address: string) => address,
  (address: string) => address.toUpperCase(),
  (address: string) => `[${address}]`,
  (address: string) => `[${address}]:51234`,
  (address: string) => `For="[${address}]:51234"`,
  (address: string) => `"[${address}]:_hidden"`,
  (address: string) => `${address}%eth0`,
  (address: string) => `[${address}%25en1]:443`,
  (address: string) => address.replace(/[^:]+/g, (group) => group.padStart(4, '0')),
  (address: string) => ipaddr.IPv6.parse(address).toRFC5952String(),
];

describe('an address', () => {
  it('is one text, however it is written', async () => {
    await forEvery(ADDRESSES, [ipv4, fc.constantFrom(...spellings4)], async (address, write) => {
      expect(readAddress(write(address))).toBe(address);
    });
    await forEvery(ADDRESSES, [ipv6, fc.constantFrom(...spellings6)], async (address, write) => {
      expect(readAddress(write(address))).toBe(ipaddr.process(address).toString());
    });
  });

  it('read again is the same', async () => {
    await forEvery(ADDRESSES, [fc.oneof(ipv4, ipv6)], async (address) => {
      const once = readAddress(address);
      expect(readAddress(once as string)).toBe(once);
    });
  });

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    'for=',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '010.0.0.1',
    '1.2.3.4:',
    '1.2.3.4:port',
    '1.2.3.4/24',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::1',
    '1.2.3.4::',
    '[::1',
    '::1]',
    '[]',
    '[::1]443',
    '0x7f.1',
    '2130706433',
    'acme.com',
  ])('is none: “%s”', (text) => {
    expect(readAddress(text)).toBeNull();
  });

  it('costs no long time', () => {
    for (const part of ['1', '1.', ':', '::', '0:', '[', '"', '%', 'for=', ' ']) {
      expect(readAddress(part.repeat(2000))).toBeNull();
    }
  });
});

describe('a block of addresses', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', 8],
    ['10.0.0.1', '10.0.0.1', 32],
    ['10.0.0.1:443', '10.0.0.1', 32],
    ['[2001:DB8::1]', '2001:db8::1', 128],
    ['2001:db8:0:0::/32', '2001:db8::', 32],
    ['::ffff:203.0.113.0/120', '203.0.113.0', 24],
    ['::ffff:203.0.113.9', '203.0.113.9', 32],
    [' 10.0.0.0 / 8 ', '10.0.0.0', 8],
    ['0.0.0.0/0', '0.0.0.0', 0],
  ])('%s is %s/%i', (text, address, bits) => {
    expect(readBlock(text)).toEqual({ address, bits });
  });

  it.each(['', '/8', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', '::ffff:1.2.3.4/90', 'x/8'])(
    'is none: “%s”',
    (text) => {
      expect(readBlock(text)).toBeNull();
    },
  );
});
