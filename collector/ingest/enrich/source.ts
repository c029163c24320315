import {
  DIRECT_LABEL,
  type LinkFlaw,
  NOT_SET_LABEL,
  PAGE_VIEW,
  UNATTRIBUTED_LABEL,
} from '../../contract/vocabulary.ts';
import type { NamedSource } from '../../model/sources/name-source.ts';
import { builtInNoSource } from '../../model/sources/no-source-hosts.ts';
import type { Referrer, Tags } from '../lookups.ts';
import { type Draft, type Facts, type Step, textProperty } from '../step.ts';
import { isPlaceholder } from './campaign-tags.ts';
import { channelOf } from './channel.ts';
import { CLICK_IDS } from './click-ids.ts';

/**
 * Where the visitor came from: what the tags say, else the referrer, else a click id; and the channel of it all. A link of
 * the website itself has brought nobody, whatever tags it carries.
 */
export const source: Step = (draft, facts) => {
  const { row } = draft;
  const given = textProperty(draft, 'referrer') ?? draft.client?.referrer ?? '';
  const referrer = readReferrer(draft, given, facts);
  draft.referrer = referrer;
  if (referrer?.own === true) followOwnLink(draft, given, facts);
  const { tags } = draft;
  const tag = sourceTag(tags);
  // Someone sent back from paying has not come from anywhere, whatever the provider adds to the address.
  const fromPayment = tag !== null && builtInNoSource(facts.lookups.sourceOfTag(tag).name) !== null;
  if (fromPayment) row.tagged = false;
  const named = fromPayment ? null : nameSource(tag, referrer, tags, facts);
  row.source = named?.name ?? null;
  row.referrer = referrer?.label ?? null;
  row.channel = channelOf({
    source: named,
    tagged: tags !== null && !fromPayment,
    medium: tags?.medium ?? null,
    campaign: tags?.campaign ?? null,
    clicks: tags?.clicks ?? [],
  });
  return draft;
};

/**
 * A page that was reached from the website itself is no touch. Its tags count only where the page before had them too, as
 * when a visitor is led on to `/en/` with all of the address they came by: should a visit begin there, it began by these.
 */
function followOwnLink(draft: Draft, from: string, facts: Facts): void {
  const { row, tags } = draft;
  row.tagged = false;
  if (tags === null) return;
  const before = facts.lookups.page(from, facts.rules).tags;
  if (before !== null && wereThere(tags, before)) return;
  draft.tags = null;
  const { clicks, ...written } = tags;
  if (row.name !== PAGE_VIEW || Object.values(written).every((value) => value === null)) return;
  row.link_flaws = row.link_flaws === null ? OWN_LINK : `${OWN_LINK} ${row.link_flaws}`;
}

const OWN_LINK = 'own_link' satisfies LinkFlaw;

const wereThere = ({ clicks, ...tags }: Tags, before: Tags): boolean =>
  clicks.every((click) => before.clicks.includes(click)) &&
  (Object.keys(tags) as (keyof typeof tags)[]).every((field) => tags[field] === null || tags[field] === before[field]);

function nameSource(
  tag: string | null,
  referrer: Referrer | null,
  tags: Tags | null,
  facts: Facts,
): NamedSource | null {
  if (tag !== null) return facts.lookups.sourceOfTag(tag);
  if (referrer !== null && referrer.host !== null) return facts.lookups.sourceOfHost(referrer.host);
  // Apps hide the referrer; the click id they add still tells where the link stood.
  const platform = tags?.clicks.map((click) => CLICK_IDS[click]).find((name) => typeof name === 'string');
  return typeof platform === 'string' ? facts.lookups.sourceOfTag(platform) : null;
}

/** Labels that reports give to what has no source; pasted back as a tag they still name none. */
const RESERVED = new Set<string>([DIRECT_LABEL, NOT_SET_LABEL, UNATTRIBUTED_LABEL]);

function sourceTag(tags: Tags | null): string | null {
  const tag = tags?.source ?? tags?.ref ?? null;
  return tag === null || RESERVED.has(tag.toLowerCase()) || isPlaceholder(tag) ? null : tag;
}

function readReferrer(draft: Draft, given: string, facts: Facts): Referrer | null {
  const property = textProperty(draft, 'referrer');
  if (given === '') return null;
  const referrer = facts.lookups.referrer(given, facts.rules);
  if (property !== null && referrer.address !== property) {
    draft.properties = { ...draft.properties, referrer: referrer.address };
  }
  // The page's own host is the website too, listed or not: a staging copy links to itself.
  if (referrer.host !== null && referrer.host === draft.row.hostname) {
    return { ...referrer, host: null, own: true, label: null };
  }
  return referrer;
}
