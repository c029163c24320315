import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEEP } from '../support/depth.ts';
import type { Engine, Tab } from '../support/engines/engine.ts';
import { eventually } from '../support/engines/eventually.ts';
import { ENGINES } from '../support/engines/index.ts';
import { html, type SitePage } from '../support/site.ts';
import { SOON } from '../support/soon.ts';
import { startTestCollector, type TestCollector } from '../support/start-collector.ts';
import { stored } from '../support/stored.ts';
import { openWire, type Wire } from '../support/wire.ts';

/*
 * What leaves a page at its end: for every engine, referrer policy, party, consent and state of the line. A page is left for
 * one that clears the storage, so that what is stored was sent by the page itself. Only a page that was left while the line
 * was cut is followed by another one, which sends what waits.
 */

const POLICIES = [
  '',
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;
/** The host of the page. The collector's is 127.0.0.1. */
const PARTIES = { first: '127.0.0.1', third: 'localhost' };
/** Further attributes of the tag. */
const CONSENTS = {
  'not needed': '',
  given: 'data-consent="required" onload="bizness.consent(true)"',
  'not given': 'data-consent="required"',
};
const LINES = ['whole', 'cut'] as const;

interface Case {
  policy: (typeof POLICIES)[number];
  party: keyof typeof PARTIES;
  consent: keyof typeof CONSENTS;
  line: (typeof LINES)[number];
}

/** What is independent of the policy is tried under one of them, and crossed with all by `npm run test:deep`. */
const isTried = ({ policy, party, consent, line }: Case) =>
  DEEP ||
  (consent === 'not needed' && line === 'whole') ||
  (policy === 'no-referrer' && party === 'third' && (consent === 'not needed' || line === 'whole'));

const keysOf = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
const CASES: Case[] = keysOf(PARTIES)
  .flatMap((party) => POLICIES.map((policy) => ({ party, policy })))
  .flatMap((each) => keysOf(CONSENTS).map((consent) => ({ ...each, consent })))
  .flatMap((each) => LINES.map((line) => ({ ...each, line })))
  .filter(isTried);

/** Long enough to count as a second of being there. */
const STAY_MS = 600;

const titleOf = ({ policy, party, consent, line }: Case) =>
  `${policy || 'no policy'}, ${party} party, consent ${consent}, line ${line}`;
const pathOf = ({ name }: Engine, one: Case) => `/${name}/${CASES.indexOf(one)}`;
const expected = ({ consent }: Case) => (consent === 'not given' ? [] : ['link_click', 'page_leave', 'page_view']);

const tag = (origin: string, attributes: string) =>
  `<script defer src="${origin}/bizness.js" data-website-id="shop" ${attributes}></script>`;

function pagesOf(origin: () => string): Record<string, SitePage> {
  const pages: Record<string, SitePage> = {
    '/gone': html('<script>localStorage.clear()</script>'),
    '/kept': html(''),
  };
  for (const engine of ENGINES)
    for (const one of CASES)
      pages[pathOf(engine, one)] = {
        get html() {
          const next = one.line === 'cut' ? '/kept' : '/gone';
          return html(tag(origin(), CONSENTS[one.consent]), `<a href="${next}">Leave</a>`);
        },
        headers: one.policy === '' ? {} : { 'Referrer-Policy': one.policy },
      };
  for (const engine of ENGINES)
    pages[`/${engine.name}`] = {
      get html() {
        return html(tag(origin(), ''));
      },
    };
  return pages;
}

let collector: TestCollector;
let wire: Wire;
/** Paths of pages whose events do not come through. */
const cut = new Set<string>();
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop', allowed_domains: Object.values(PARTIES) });
  wire = await openWire(
    () => collector.url,
    pagesOf(() => wire.url),
  );
  wire.fate = ({ body }) => ([...cut].some((path) => body.includes(`${path}"`)) ? 'refuse' : 'deliver');
});
afterAll(async () => {
  await wire.close();
  await collector.stop();
});

async function leave(tab: Tab, engine: Engine, one: Case): Promise<void> {
  const origin = wire.url.replace(PARTIES.first, PARTIES[one.party]);
  if (one.line === 'cut') cut.add(pathOf(engine, one));
  await tab.goto(origin + pathOf(engine, one));
  await pass(STAY_MS);
  await tab.click('a');
  await eventually('the page is left', async () => /gone|kept/.test(await tab.url()));
  if (one.line === 'whole') return;
  cut.delete(pathOf(engine, one));
  await tab.goto(`${origin}/${engine.name}`);
  await eventually('nothing waits', () =>
    tab.evaluate(() => !Object.keys(localStorage).some((key) => /:evt_/.test(key))),
  );
  await tab.goto(`${origin}/gone`);
}

/** Names of what is stored of a page, each once. */
async function storedOf(engine: Engine): Promise<Record<string, string[]>> {
  const events = await stored(collector.dataDir, 'shop');
  return Object.fromEntries(
    CASES.map((one) => {
      const names = events
        .filter(({ properties }) => new URL(String(properties.page_url)).pathname === pathOf(engine, one))
        .map(({ event_name }) => event_name);
      return [titleOf(one), names.sort()];
    }),
  );
}

describe.concurrent('page view, click and leaving are stored of a page that is left at once', { retry: 0 }, () => {
  it.each(ENGINES)('in $name', async (engine) => {
    const browser = await engine.open();
    try {
      const tab = await browser.tab();
      for (const one of CASES) await leave(tab, engine, one);
      const all = Object.fromEntries(CASES.map((one) => [titleOf(one), expected(one)]));
      await vi.waitFor(async () => expect(await storedOf(engine)).toEqual(all), { ...SOON, interval: 1000 });
    } finally {
      await browser.close();
    }
  });
});
