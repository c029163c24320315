import { writeFileSync } from 'node:fs';

/* Writes small databases of places in MaxMind's format: what an owner downloads, but of a few networks. */

type Value = string | number | bigint | Value[] | { [key: string]: Value };

/** What is known of a network such as `81.2.69.0/24`. */
export type Networks = Record<string, { [key: string]: Value }>;

const TYPES = { text: 2, map: 7, whole: 6, long: 9, list: 11 };

function control(type: number, size: number): Buffer {
  const length = size < 29 ? [size] : size < 285 ? [29, size - 29] : [30, (size - 285) >> 8, (size - 285) & 255];
  const [first = 0, ...more] = length;
  return Buffer.from(type < 8 ? [(type << 5) | first, ...more] : [first, type - 7, ...more]);
}

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([control(TYPES.text, bytes.length), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPES.whole, 4), bytes]);
  }
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return Buffer.concat([control(TYPES.long, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(TYPES.list, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(TYPES.map, entries.length), ...entries.flat().map(encode)]);
}

type Node = [Branch, Branch];
type Branch = Node | number | null;

/** Writes the file. IPv4 networks, in a tree of their own or, as most makers do, within one of IPv6. */
export function writePlaceFile(file: string, type: string, networks: Networks, ipVersion: 4 | 6 = 6): void {
  const root: Node = [null, null];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [network, record] of Object.entries(networks)) {
    const [address = '', size] = network.split('/');
    const bits = address.split('.').flatMap((part) => [...Number(part).toString(2).padStart(8, '0')].map(Number));
    const path = [...(ipVersion === 6 ? Array<number>(96).fill(0) : []), ...bits.slice(0, Number(size))];
    let node = root;
    for (const bit of path.slice(0, -1)) {
      const below = (node[bit] as Node | null) ?? [null, null];
      node[bit] = below;
      node = below;
    }
    node[path.at(-1) as number] = offset;
    const bytes = encode(record);
    data.push(bytes);
    offset += bytes.length;
  }
  const nodes: Node[] = [];
  const number = (node: Node): void => {
    nodes.push(node);
    for (const branch of node) if (Array.isArray(branch)) number(branch);
  };
  number(root);
  const places = new Map(nodes.map((node, place) => [node, place]));
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, place) => {
    node.forEach((branch, side) => {
      const record =
        branch === null
          ? nodes.length
          : typeof branch === 'number'
            ? nodes.length + 16 + branch
            : (places.get(branch) as number);
      tree.writeUIntBE(record, place * 6 + side * 3, 3);
    });
  });
  const metadata = encode({
    node_count: nodes.length,
    record_size: 24,
    ip_version: ipVersion,
    database_type: type,
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_767_225_600n,
    description: { en: type },
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  writeFileSync(file, Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]));
}

const named = (name: string) => ({ names: { en: name } });

/** Three networks with cities, one of which has no region, and one with its country alone. */
export const CITIES: Networks = {
  '81.2.69.0/24': { country: { iso_code: 'GB' }, subdivisions: [named('England')], city: named('London') },
  '89.160.20.0/24': { country: { iso_code: 'SE' }, subdivisions: [named('Östergötland')], city: named('Linköping') },
  '175.16.199.0/24': { country_code: 'CN', city: 'Changchun' },
  '2.125.160.0/20': { country: { iso_code: 'GB' } },
};
