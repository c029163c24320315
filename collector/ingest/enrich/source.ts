import { DIRECT_LABEL, NOT_SET_LABEL, UNATTRIBUTED_LABEL } from '../../contract/vocabulary.ts';
import { isPaymentHost } from '../../model/match/payment-host.ts';
import type { NamedSource } from '../../model/sources/name-source.ts';
import type { Referrer, Tags } from '../lookups.ts';
import { type Draft, type Facts, type Step, textProperty } from '../step.ts';
import { isPlaceholder } from './campaign-tags.ts';
import { channelOf } from './channel.ts';
import { CLICK_IDS } from './click-ids.ts';

/** Where the visitor came from: what the tags say, else the referrer, else a click id; and the channel of it all. */
export const source: Step = (draft, facts) => {
  const { row, tags } = draft;
  const referrer = readReferrer(draft, facts);
  draft.referrer = referrer;
  const tag = sourceTag(tags);
  // Someone sent back from paying has not come from anywhere, whatever the provider adds to the address.
  const fromPayment = tag !== null && isPaymentHost(tag.toLowerCase());
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

function readReferrer(draft: Draft, facts: Facts): Referrer | null {
  const property = textProperty(draft, 'referrer');
  const given = property ?? draft.client?.referrer ?? null;
  if (given === null || given === '') return null;
  const referrer = facts.lookups.referrer(given, facts.rules);
  if (property !== null && referrer.address !== property) {
    draft.properties = { ...draft.properties, referrer: referrer.address };
  }
  // The page's own host is the website too, listed or not: a staging copy links to itself.
  if (referrer.host !== null && referrer.host === draft.row.hostname) return { ...referrer, host: null, label: null };
  return referrer;
}
