import { cleanHost } from '../match/host-name.ts';
import { HOST_FAMILIES, KNOWN_SOURCES, type SourceKind } from './known-sources.ts';

/** A source under the one name that reports use. */
export interface NamedSource {
  name: string;
  kind: SourceKind;
  /** Tagged as an advert by its very name, such as `facebook-ads`. */
  advert: boolean;
}

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
  const name = plainHost(host);
  const known = knownHost(name);
  return known === null
    ? { name, kind: 'other', advert: false }
    : { ...known, advert: /^(?:googleads\.g\.doubleclick\.net|(?:.*\.)?googleadservices\.com)$/.test(name) };
}

/**
 * The source that a campaign tag names. `fb`, `Facebook`, `facebook-ads` and `m.facebook.com` are one, and so are a
 * website's address, its host and its referrer. Other words stay as they are written: which of their spellings is shown is
 * decided where all are known.
 */
export function sourceOfTag(tag: string): NamedSource {
  const written = tag.trim().replace(/\s+/g, ' ').normalize('NFC');
  const folded = written.toLowerCase();
  const host = hostOfTag(folded);
  const plain = bySpelling.get(folded) ?? (host === null ? null : (bySpelling.get(host) ?? knownHost(host)));
  if (plain !== null) return { ...plain, advert: false };
  // `.ad` is Andorra; no host ends with `.ads`.
  const advertiser = bySpelling.get(folded.replace(host === null ? /[-_. ]?ads?$/ : /[-_.]ads$|[-_]ad$/, ''));
  if (advertiser !== undefined) return { ...advertiser, advert: true };
  return { name: host ?? written, kind: 'other', advert: false };
}

/** Any address with a scheme, and what may be a host alone: the last of its parts is letters, so `v1.2` is none. */
const ADDRESS = /^(?:[a-z][a-z\d+.-]*:)?\/\/([^/?#\s@:]+)(?::\d+)?(?:[/?#].*)?$/u;
const HOST = /^([\p{L}\p{N}_.-]*[\p{L}\p{N}_-]\.\p{L}[\p{L}\p{N}-]*)\.?(?::\d+)?\/?$/u;

function hostOfTag(folded: string): string | null {
  const host = (ADDRESS.exec(folded) ?? HOST.exec(folded))?.[1];
  return host === undefined ? null : plainHost(host);
}

/** A host as sources are named: in the one form of hosts, and without `www.`. */
export function plainHost(host: string): string {
  const clean = cleanHost(host) ?? host.toLowerCase();
  return /^www\.[^.]+\./.test(clean) ? clean.slice('www.'.length) : clean;
}

function knownHost(host: string): Known | null {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const known = byHost.get(name);
    if (known !== undefined) return known;
  }
  const family = HOST_FAMILIES.find(([, , pattern]) => pattern.test(host));
  return family === undefined ? null : { name: family[0], kind: family[1] };
}
