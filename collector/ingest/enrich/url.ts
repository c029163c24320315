import { mask, NAMED } from '../../contract/secrets.ts';
import { PAGE_VIEW } from '../../contract/vocabulary.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { normalPath } from '../../model/match/path.ts';
import { cleanOptional, cleanText } from '../clean-text.ts';
import type { Page, Tags } from '../lookups.ts';
import type { Rules } from '../rules.ts';
import { type Step, textProperty } from '../step.ts';
import { CLICK_IDS } from './click-ids.ts';

/** Page and host of an event. What is removed from its address may name a person: credentials, tokens, click ids. */
export const url: Step = (draft, facts) => {
  const given = textProperty(draft, 'page_url');
  if (given === null) return draft;
  const page = facts.lookups.page(given, facts.rules);
  draft.row.hostname = page.hostname;
  draft.row.page = page.path;
  draft.row.tagged = page.tags !== null && draft.row.name === PAGE_VIEW;
  draft.tags = page.tags;
  if (page.address !== given) draft.properties = { ...draft.properties, page_url: page.address };
  return draft;
};

const NO_PAGE: Page = { address: null, hostname: null, path: null, tags: null };
/** Stands in for the host of an address that has none, such as `/pricing`. */
const NOWHERE = 'http://nowhere.invalid';

/** Takes a page's address apart. One that leads to no page, such as `about:blank`, gives nothing at all. */
export function parsePage(text: string, rules: Pick<Rules, 'keptParameters' | 'hashRouting'>): Page {
  const relative = text.startsWith('/') && !text.startsWith('//');
  const parsed = parse(relative ? NOWHERE + text : text.startsWith('//') ? `https:${text}` : text);
  if (parsed === null || !parsed.pathname.startsWith('/')) return NO_PAGE;
  // The tag has masked them in the browser; what other senders bring is held to the same.
  for (const part of ['pathname', 'search', 'hash'] as const) parsed[part] = mask(parsed[part], NAMED);
  const query = readQuery(parsed.search, rules.keptParameters);
  // A route in the fragment is the page; anything else there is a place on the page, or a token of a sign-in.
  const route = rules.hashRouting ? parsed.hash.replace(/\?.*$/s, '') : '';
  const origin = relative ? '' : `${parsed.protocol}//${parsed.host}`;
  return {
    address: cleanText(origin + parsed.pathname + query.kept + route),
    path: normalPath(parsed.pathname + route),
    hostname: relative ? null : cleanHost(parsed.hostname),
    tags: query.tags,
  };
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function readQuery(search: string, kept: ReadonlySet<string>): { kept: string; tags: Tags | null } {
  if (search.length < 2) return { kept: '', tags: null };
  const tags: Tags = { source: null, medium: null, campaign: null, content: null, term: null, ref: null, clicks: [] };
  let tagged = false;
  const parts = search
    .slice(1)
    .split('&')
    .filter((part) => {
      const at = part.indexOf('=');
      const name = decodePart(at < 0 ? part : part.slice(0, at));
      const role = readTag(
        tags,
        name.toLowerCase(),
        at < 0 ? null : cleanOptional(decodePart(part.slice(at + 1)).trim()),
      );
      if (role !== 'none') tagged = true;
      return role === 'tag' || (role === 'none' && kept.has(name));
    });
  return { kept: parts.length === 0 ? '' : `?${parts.join('&')}`, tags: tagged ? tags : null };
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

function readTag(tags: Tags, name: string, value: string | null): 'tag' | 'click' | 'none' {
  if (value === null) return 'none';
  if (Object.hasOwn(TAG_FIELDS, name)) {
    const field = TAG_FIELDS[name] as TagField;
    tags[field] ??= value;
    return 'tag';
  }
  if (Object.hasOwn(CLICK_IDS, name)) {
    tags.clicks.push(name);
    return 'click';
  }
  // utm_id, utm_source_platform and their like: kept, though no report asks for them.
  return name.startsWith('utm_') ? 'tag' : 'none';
}

function decodePart(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
