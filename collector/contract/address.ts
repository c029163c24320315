/**
 * An IP address in its one spelling, null for what is none. Reads it as headers, logs and people write it: with a port, in
 * brackets or quotes, behind the `for=` of `Forwarded`, with a zone, IPv4 as IPv6, in any case. IPv4 comes out as IPv4.
 * Numbers with leading zeros are refused: some read them as octal.
 */
export function readAddress(text: string): string | null {
  const bare = unwrap(text);
  return IPV4.test(bare) ? bare : (readIpv6(bare)?.address ?? null);
}

/** A block of addresses such as `10.0.0.0/8`, or a single address; null for what is neither. */
export function readBlock(text: string): { address: string; bits: number } | null {
  const [base = '', size, ...more] = text.split('/');
  const address = readAddress(base);
  if (address === null || more.length > 0) return null;
  const most = address.includes(':') ? 128 : 32;
  if (size === undefined) return { address, bits: most };
  if (!/^\s*\d{1,3}\s*$/.test(size)) return null;
  // Of `::ffff:203.0.113.0/120` the first 96 bits say that it is IPv4.
  const bits = Number(size) - (readIpv6(unwrap(base))?.isIpv4 === true ? 96 : 0);
  return bits >= 0 && bits <= most ? { address, bits } : null;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

function unwrap(text: string): string {
  const bare = text
    .trim()
    .replace(/^for=/i, '')
    .replace(/^"(.*)"$/s, '$1')
    .trim();
  const bracketed = /^\[([^\]]*)\](?::[\w.-]+)?$/.exec(bare)?.[1];
  // An IPv6 address without brackets has no port: it could not be told from a group.
  return (bracketed ?? bare.replace(/^([\d.]+):\d{1,5}$/, '$1')).replace(/%.*$/s, '');
}

function readIpv6(text: string): { address: string; isIpv4: boolean } | null {
  const groups = groupsOf(withoutDots(text));
  if (groups === null) return null;
  const isIpv4 = groups.slice(0, 6).join() === '0,0,0,0,0,65535';
  const address = isIpv4
    ? groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 255])
        .join('.')
    : formatIpv6(groups);
  return { address, isIpv4 };
}

/** `::ffff:81.2.69.142` → `::ffff:5102:458e`. */
function withoutDots(text: string): string {
  const start = text.lastIndexOf(':') + 1;
  const dotted = text.slice(start);
  if (start === 0 || !IPV4.test(dotted)) return text;
  const [a, b, c, d] = dotted.split('.').map(Number) as [number, number, number, number];
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** The eight groups of an address; null for what is none. */
function groupsOf(text: string): number[] | null {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const [before, after] = [partsOf(head), partsOf(tail ?? '')];
  if (![...before, ...after].every((part) => /^[\da-f]{1,4}$/i.test(part))) return null;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((part) => Number.parseInt(part, 16));
}

const partsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));

/** In lower case, without leading zeros, the longest run of groups that are 0 as `::`, the first of several. */
function formatIpv6(groups: number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  let longest = { index: 0, length: 0 };
  for (const { index, 0: run } of text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)) {
    // The first run lacks the colon before it.
    const length = index === 0 ? run.length + 1 : run.length;
    if (length > longest.length) longest = { index, length };
  }
  if (longest.length === 0) return text;
  const { index, length } = longest;
  const rest = text.slice(index === 0 ? length : index + length + 1);
  return `${text.slice(0, index)}::${rest}`;
}
