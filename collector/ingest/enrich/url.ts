import { KEYS, mask, NAMED } from '../../contract/secrets.ts';
import { PAGE_VIEW } from '../../contract/vocabulary.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { normalPath } from '../../model/match/path.ts';
import { cleanText } from '../clean-text.ts';
import type { Page } from '../lookups.ts';
import type { Rules } from '../rules.ts';
import { type Step, textProperty } from '../step.ts';
import { readCampaign, splitFragment, splitPath } from './campaign-tags.ts';

/** Page and host of an event. What is removed from its address may name a person: credentials, tokens, click ids. */
export const url: Step = (draft, facts) => {
  const given = textProperty(draft, 'page_url');
  if (given === null) return draft;
  const page = facts.lookups.page(given, facts.rules);
  draft.row.hostname = page.hostname;
  draft.row.page = page.path;
  draft.row.tagged = page.tags !== null && draft.row.name === PAGE_VIEW;
  draft.tags = page.tags;
  draft.row.link_flaws = page.flaws.length > 0 && draft.row.name === PAGE_VIEW ? page.flaws.join(' ') : null;
  if (page.address !== given) draft.properties = { ...draft.properties, page_url: page.address };
  return draft;
};

const NO_PAGE: Page = { address: null, hostname: null, path: null, tags: null, flaws: [] };
/** Stands in for the host of an address that has none, such as `/pricing`. */
const NOWHERE = 'http://nowhere.invalid';

/** Takes a page's address apart. One that leads to no page, such as `about:blank`, gives nothing at all. */
export function parsePage(text: string, rules: Pick<Rules, 'keptParameters' | 'hashRouting'>): Page {
  const relative = text.startsWith('/') && !text.startsWith('//');
  const parsed = parse(relative ? NOWHERE + text : text.startsWith('//') ? `https:${text}` : text);
  if (parsed === null || !parsed.pathname.startsWith('/')) return NO_PAGE;
  // The tag has masked them in the browser; what other senders bring is held to the same.
  for (const part of ['pathname', 'search', 'hash'] as const)
    parsed[part] = mask(parsed[part].replace(KEYS, '*'), NAMED);
  const { path, stray } = splitPath(parsed.pathname);
  const { route: fragment, query } = splitFragment(parsed.hash);
  const campaign = readCampaign({ search: parsed.search, fragment: query, stray }, rules.keptParameters);
  // A route in the fragment is the page; anything else there is a place on the page, or a token of a sign-in.
  const route = rules.hashRouting ? fragment : '';
  const origin = relative ? '' : `${parsed.protocol}//${parsed.host}`;
  const kept = campaign.kept.length === 0 ? '' : `?${campaign.kept.join('&')}`;
  return {
    address: cleanText(origin + path + kept + route),
    path: normalPath(path + route),
    hostname: relative ? null : cleanHost(parsed.hostname),
    tags: campaign.tags,
    flaws: campaign.flaws,
  };
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
