import { DIRECT_CHANNEL } from '../../contract/vocabulary.ts';
import type { NamedSource } from '../../model/sources/name-source.ts';
import { PAID_SEARCH_CLICK_IDS } from './click-ids.ts';

/** What a visit's channel is judged by. */
export interface Provenance {
  source: NamedSource | null;
  /** Any campaign tag or click id at all. */
  tagged: boolean;
  medium: string | null;
  campaign: string | null;
  clicks: string[];
}

/**
 * The first channel that fits. Names and order follow the grouping that GA4 made common, with assistants added.
 * A visit that carries any tag came from somewhere: it is a referral rather than direct.
 */
export function channelOf(provenance: Provenance): string {
  if (provenance.source === null && !provenance.tagged) return DIRECT_CHANNEL;
  const visit = readProvenance(provenance);
  return RULES.find(([, fits]) => fits(visit))?.[0] ?? 'Referral';
}

interface Visit {
  kind: NamedSource['kind'] | null;
  medium: string;
  campaign: string;
  paid: boolean;
  paidSearch: boolean;
}

function readProvenance({ source, medium, campaign, clicks }: Provenance): Visit {
  const foldedMedium = medium?.toLowerCase() ?? '';
  const foldedCampaign = campaign?.toLowerCase() ?? '';
  const paid = isPaid(foldedMedium) || source?.advert === true;
  return {
    kind: source?.kind ?? null,
    medium: foldedMedium,
    campaign: foldedCampaign,
    paid,
    paidSearch:
      source !== null &&
      ((source.kind === 'search' && paid) || clicks.some((click) => PAID_SEARCH_CLICK_IDS[click] === source.name)),
  };
}

/** `cpc`, `cpm`, `ppc`, `paid-social`, `retargeting` and their like. */
function isPaid(medium: string): boolean {
  return medium.includes('cp') || medium === 'ppc' || medium === 'retargeting' || medium.startsWith('paid');
}

const oneOf = (...words: string[]) => {
  const set = new Set(words);
  return (word: string): boolean => set.has(word);
};
const isDisplay = oneOf('display', 'banner', 'expandable', 'interstitial', 'cpm');
const isSocial = oneOf('social', 'social-network', 'social-media', 'sm', 'social network', 'social media');
const isEmail = oneOf('email', 'e-mail', 'e_mail', 'e mail', 'newsletter');
const isAffiliate = oneOf('affiliate', 'affiliates');

const RULES: readonly (readonly [channel: string, fits: (visit: Visit) => boolean])[] = [
  ['Cross-network', ({ medium, campaign }) => medium === 'cross-network' || campaign.includes('cross-network')],
  ['AI Assistants', ({ kind }) => kind === 'ai'],
  ['Paid Shopping', ({ kind, paid }) => kind === 'shopping' && paid],
  ['Paid Search', ({ paidSearch }) => paidSearch],
  ['Paid Social', ({ kind, paid }) => kind === 'social' && paid],
  ['Paid Video', ({ kind, paid }) => kind === 'video' && paid],
  ['Display', ({ medium }) => isDisplay(medium)],
  ['Paid Other', ({ paid }) => paid],
  ['Organic Shopping', ({ kind }) => kind === 'shopping'],
  ['Organic Social', ({ kind, medium }) => kind === 'social' || isSocial(medium)],
  ['Organic Video', ({ kind, medium }) => kind === 'video' || medium.includes('video')],
  ['Organic Search', ({ kind, medium }) => kind === 'search' || medium === 'organic'],
  ['Email', ({ kind, medium }) => kind === 'email' || isEmail(medium)],
  ['Affiliates', ({ medium }) => isAffiliate(medium)],
  ['Audio', ({ kind, medium }) => kind === 'audio' || medium === 'audio'],
  ['SMS', ({ kind, medium }) => kind === 'sms' || medium === 'sms'],
  [
    'Mobile Push Notifications',
    ({ medium }) => medium.endsWith('push') || medium.includes('mobile') || medium.includes('notification'),
  ],
];
