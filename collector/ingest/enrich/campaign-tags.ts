import type { LinkFlaw } from '../../contract/vocabulary.ts';
import { cleanOptional } from '../clean-text.ts';
import type { Tags } from '../lookups.ts';
import { CLICK_IDS } from './click-ids.ts';

/** What an address says of the campaign that led to it. */
export interface Campaign {
  /** Null without any tag. */
  tags: Tags | null;
  /** Parameters that may be stored, as they were written. */
  kept: string[];
  /** What is wrong with the link that was followed, though it was read. */
  flaws: LinkFlaw[];
}

/** Stands before a tag that was never put into the query: `/page&utm_source=x`, `/page%3Futm_source%3Dx`. */
const STRAY = /(?:&(?:amp;)?|;|%3F|%26)(?=utm_[a-z_]+(?:=|%3D))/i;
const IN_FRAGMENT = /\?|(?:#|;|&(?:amp;)?)(?=utm_)/i;
/**
 * Where one parameter ends and the next begins, also where a link's maker wrote it wrong. Our tag puts `?&` before the tags that
 * it took from a fragment, behind a query or none.
 */
const NEXT = /\??&(?=utm_)|&|(?<!amp);(?=utm_)/i;

/** Parts a path from campaign tags that stand in it by mistake. */
export function splitPath(path: string): { path: string; stray: string } {
  const at = path.search(STRAY);
  return at === -1 ? { path, stray: '' } : { path: path.slice(0, at) || '/', stray: path.slice(at).replace(STRAY, '') };
}

/** Parts a fragment, `#/signup?utm_source=fb` or `#utm_source=fb`, into a route and what follows as a query. */
export function splitFragment(hash: string): { route: string; query: string } {
  const at = hash.search(IN_FRAGMENT);
  return at === -1
    ? { route: hash, query: '' }
    : { route: hash.slice(0, at), query: hash.slice(at).replace(IN_FRAGMENT, '') };
}

interface Address {
  /** With its question mark, or empty. */
  search: string;
  /** Without one. */
  fragment: string;
  stray: string;
}

/**
 * Reads the campaign tags of an address: of its query, then of its fragment, then those that stand in its path. The first of
 * each counts. What a mistake of a link's maker has garbled is read as it was meant, and the mistake named.
 */
export function readCampaign({ search, fragment, stray }: Address, keptParameters: ReadonlySet<string>): Campaign {
  if (search.length < 2 && fragment === '' && stray === '') return { tags: null, kept: [], flaws: [] };
  const tags: Tags = { source: null, medium: null, campaign: null, content: null, term: null, ref: null, clicks: [] };
  const flaws = new Set<LinkFlaw>();
  let tagged = false;
  const read = (query: string, keepsOthers: boolean): string[] =>
    unescaped(query, flaws)
      .split(NEXT)
      .flatMap((part) => splitAtMark(part, flaws))
      .filter((part) => {
        const at = part.indexOf('=');
        const written = decodePart(at < 0 ? part : part.slice(0, at)).trim();
        const name = written.replace(/^(?:amp;)+/i, '');
        const value = at < 0 ? null : cleanOptional(decodePart(part.slice(at + 1)).trim());
        const role = readTag(tags, name.toLowerCase(), value, flaws);
        if (role !== 'none') {
          tagged = true;
          if (name !== written) flaws.add('escaped_ampersand');
        }
        return role === 'tag' || (role === 'none' && keepsOthers && keptParameters.has(written));
      });
  const kept = [...read(search.slice(1), true), ...read(fragment, false), ...read(stray, false)];
  if (stray !== '') flaws.add('no_question_mark');
  return { tags: tagged ? tags : null, kept, flaws: tagged ? [...flaws] : [] };
}

/** `utm_source%3Dnews%26utm_medium%3Demail`, escaped as a whole, is read as a query. */
function unescaped(query: string, flaws: Set<LinkFlaw>): string {
  return query.replace(/(?<![^&?;])utm_[a-z]+%3D[^&]*/gi, (part) => {
    flaws.add('escaped_query');
    return part.replace(/%3D/gi, '=').replace(/%26/gi, '&');
  });
}

/** `id=5?utm_source=news` is two parameters; a tag of another address, which a parameter holds, is not this one's. */
function splitAtMark(part: string, flaws: Set<LinkFlaw>): string[] {
  const at = part.search(/\?utm_/i);
  if (at === -1 || /=(?:\/|[a-z][a-z\d+.-]*:\/\/)/i.test(part.slice(0, at))) return [part];
  if (at > 0) flaws.add('second_question_mark');
  return [part.slice(0, at), part.slice(at + 1)].filter((one) => one !== '');
}

type TagField = Exclude<keyof Tags, 'clicks'>;
const TAG_FIELDS: Record<string, TagField> = {
  utm_source: 'source',
  utm_medium: 'medium',
  utm_campaign: 'campaign',
  utm_content: 'content',
  utm_term: 'term',
  source: 'ref',
  ref: 'ref',
};
/** Tags that tools write and no report asks for. */
const OTHER_TAGS = new Set([
  'utm_id',
  'utm_name',
  'utm_source_platform',
  'utm_creative_format',
  'utm_marketing_tactic',
  'utm_nooverride',
  'utm_referrer',
  'utm_reader',
  'utm_brand',
  'utm_social',
  'utm_cid',
  'utm_adgroup',
  'utm_keyword',
  'utm_placement',
  'utm_network',
  'utm_device',
  'utm_klaviyo_id',
  'utm_hsmi',
]);

function readTag(tags: Tags, name: string, value: string | null, flaws: Set<LinkFlaw>): 'tag' | 'click' | 'none' {
  if (value === null) return 'none';
  if (Object.hasOwn(TAG_FIELDS, name)) {
    const field = TAG_FIELDS[name] as TagField;
    tags[field] ??= value;
    if (PLACEHOLDER.test(value)) flaws.add('placeholder');
    return 'tag';
  }
  if (Object.hasOwn(CLICK_IDS, name)) {
    tags.clicks.push(name);
    return 'click';
  }
  if (!name.startsWith('utm_')) return 'none';
  // Kept, though no report asks for them.
  if (!OTHER_TAGS.has(name)) flaws.add('unknown_tag');
  return 'tag';
}

/**
 * What an advertising or mailing tool should have replaced: `{{campaign.id}}`, `{campaignid}`, `${CAMPAIGN}`, `%%name%%`,
 * `__CAMPAIGN_ID__`, `[campaign]`, `*|UNIQID|*`, `{% name %}`.
 */
const PLACEHOLDER =
  /\{\{[^{}]*\}\}|\$?\{[^{}]+\}|%%[^%]+%%|__[A-Z][A-Z\d_]*__|\*\|[^|]+\|\*|^\[{1,2}[\w.:-]+\]{1,2}$|^%[A-Z][A-Z\d_]*%$/;

/** Whether a value is nothing but a placeholder: it names nothing. */
export const isPlaceholder = (value: string): boolean => value.replace(PLACEHOLDER, '').trim() === '';

function decodePart(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
