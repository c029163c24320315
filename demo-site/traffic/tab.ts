import { SECOND } from './calendar.ts';
import type { Person } from './population.ts';
import type { Random } from './random.ts';
import { type Page, type PageKind, READING } from './site.ts';
import type { Happened } from './wire.ts';

/** A browser's tab on the website, and what the tag in it tells. */
export interface Tab {
  happened: Happened[];
  /** The time in it, ms UTC. */
  now(): number;
  wait(ms: number): void;
  /** Loads a page; a referrer of null is an address typed in. */
  load(page: Page, referrer: string | null, query?: string): void;
  tell(name: string, properties: Record<string, unknown>): void;
  /** Stays on the page for about as long as its kind is worth, doing what `meanwhile` does somewhere in it. */
  read(kind: PageKind, patience: number, meanwhile?: () => void): void;
  /** Leaves the page; the tab stays. */
  leave(): void;
  /** Clicks a link of the page and waits for the next one. */
  follow(page: Page, text: string): void;
}

export function openTab(random: Random, origin: string, person: Person, start: number): Tab {
  const happened: Happened[] = [];
  let now = start;
  let address = '';
  let stayed = 0;

  const tell: Tab['tell'] = (name, properties) => {
    // Never the same millisecond twice, as the tag does it: its ids are made of the time.
    now = Math.max(now, (happened.at(-1)?.at ?? 0) + 1);
    happened.push({ at: now, name, properties: { page_url: address, ...properties } });
  };
  const wait = (ms: number) => {
    now += Math.max(1, Math.round(ms));
  };
  const load: Tab['load'] = (page, referrer, query = '') => {
    address = origin + page.path + (query === '' ? '' : `?${query}`);
    stayed = 0;
    tell('page_view', {
      page_title: page.title,
      ...(referrer === null ? {} : { referrer }),
      response_status: page.kind === 'missing' ? 404 : 200,
      screen_width: person.screenWidth,
      language: person.language,
      timezone: person.country.zone,
    });
  };
  const leave = () => {
    const engaged = Math.round(stayed * random.unit() ** 0.4);
    if (engaged === 0) return;
    const depth = Math.min(100, 25 + Math.round(75 * random.unit() ** 0.7));
    tell('page_leave', { engaged_seconds: engaged, scroll_depth: depth });
  };
  return {
    happened,
    now: () => now,
    wait,
    load,
    tell,
    leave,
    read(kind, patience, meanwhile) {
      const seconds = Math.min(1500, random.skewed(READING[kind] * patience, 0.8));
      const share = 0.2 + 0.6 * random.unit();
      wait(seconds * share * SECOND);
      meanwhile?.();
      wait(seconds * (1 - share) * SECOND);
      stayed += seconds;
    },
    follow(page, text) {
      tell('link_click', { link_url: origin + page.path, link_text: text, outbound: false });
      wait(15);
      leave();
      wait(random.skewed(380, 0.5));
      load(page, address);
    },
  };
}
