import type { NamedSource } from '../lookups.ts';
import { HOST_FAMILIES, KNOWN_SOURCES, type SourceKind } from './known-sources.ts';

interface Known {
  name: string;
  kind: SourceKind;
}

const byHost = new Map<string, Known>();
const bySpelling = new Map<string, Known>();
for (const [name, kind, hosts, spellings = ''] of KNOWN_SOURCES) {
  for (const host of hosts.split(' ')) if (host !== '') byHost.set(host, { name, kind });
  for (const spelling of [name.toLowerCase(), ...spellings.split('|')]) {
    if (spelling !== '' && !bySpelling.has(spelling)) bySpelling.set(spelling, { name, kind });
  }
}

/** The source behind a referring host; an unknown one is its own name. */
export function sourceOfHost(host: string): NamedSource {
  const known = knownHost(host);
  return known === null
    ? { name: host.replace(/^www\./, ''), kind: 'other', advert: false }
    : { ...known, advert: /^(?:googleads\.g\.doubleclick\.net|(?:.*\.)?googleadservices\.com)$/.test(host) };
}

/** The source that a campaign tag names: `fb`, `Facebook`, `facebook-ads` and `m.facebook.com` are one. */
export function sourceOfTag(tag: string): NamedSource {
  const folded = tag.trim().toLowerCase();
  const plain = bySpelling.get(folded) ?? knownHost(folded);
  if (plain !== null) return { ...plain, advert: false };
  const advertiser = bySpelling.get(folded.replace(/[-_. ]?ads?$/, ''));
  if (advertiser !== undefined) return { ...advertiser, advert: true };
  return { name: tag.trim(), kind: 'other', advert: false };
}

function knownHost(host: string): Known | null {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const known = byHost.get(name);
    if (known !== undefined) return known;
  }
  const family = HOST_FAMILIES.find(([, , pattern]) => pattern.test(host));
  return family === undefined ? null : { name: family[0], kind: family[1] };
}
