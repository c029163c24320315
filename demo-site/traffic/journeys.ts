import { MINUTE, SECOND } from './calendar.ts';
import { type Account, PLANS } from './money.ts';
import type { Person } from './population.ts';
import type { Random } from './random.ts';
import { NEXT, PAGES, PAID, type Page, type PageKind, WELCOME } from './site.ts';
import { DIRECT, PAYMENT_PROVIDERS, type Source } from './sources.ts';
import { openTab, type Tab } from './tab.ts';
import type { Happened } from './wire.ts';

/** Who visits, what for and when. */
export interface Visit {
  random: Random;
  /** Scheme and host of the website. */
  origin: string;
  person: Person;
  start: number;
}

const MISSING = 0.012;
const GOES_ON = 0.7;
const MOST_VIEWS = 25;
const SIGNS_UP = 0.15;

/** Looks around; answers what happened, and the account if one was opened. */
export function browse(visit: Visit, source: Source, openAccount: () => Account): Browsed {
  const { random, origin, person, start } = visit;
  const tab = openTab(random, origin, person, start);
  let page = landing(random, source);
  const { referrer, query } = random.pick(source.arrivals);
  tab.load(page, referrer, query.replace('{id}', `${random.digits(8)}x${random.digits(10)}`));
  if (random.chance(source.bounces)) {
    tab.read(page.kind, 0.35);
    tab.leave();
    return { happened: tab.happened, views: 1, account: null };
  }
  let account: Account | null = null;
  let views = 1;
  for (; views < MOST_VIEWS; views++) {
    const kind: PageKind = page.kind;
    tab.read(kind, 1, () => actOn(kind, tab, random));
    if (kind === 'signup' && account === null && random.chance(SIGNS_UP)) {
      account = openAccount();
      signUp(tab, account, random);
    }
    if (views > 1 && !random.chance(GOES_ON)) break;
    const options = NEXT[page.kind];
    page = random.pick(PAGES[random.weighted(Object.keys(options) as PageKind[], (next) => options[next] ?? 0)]);
    tab.follow(page, page.kind === 'signup' ? 'Start your free trial' : page.title.replace(/ [–:].*$/, ''));
  }
  tab.leave();
  return { happened: tab.happened, views, account };
}

export interface Browsed {
  happened: Happened[];
  views: number;
  account: Account | null;
}

function landing(random: Random, source: Source): Page {
  if (source !== DIRECT && random.chance(MISSING)) return random.pick(PAGES.missing);
  return random.pick(PAGES[random.pick(source.landings)]);
}

/** What readers do on a page, by its kind: how often, and what the tag tells of it. */
const DEEDS: Partial<
  Record<PageKind, readonly (readonly [often: number, tell: (tab: Tab, random: Random) => void])[]>
> = {
  home: [
    [0.1, (tab) => tab.tell('button_click', { button_text: 'Watch the tour' })],
    [0.02, (tab) => tab.tell('link_click', outbound('https://www.youtube.com/watch?v=quayside', 'Tour on YouTube'))],
  ],
  pricing: [
    [0.35, (tab, random) => tab.tell('button_click', { button_text: random.pick(['Yearly', 'Monthly']) })],
    [0.06, (tab) => tab.tell('plan_compared', { plans: ['solo', 'studio'], interactive: true })],
  ],
  article: [
    [0.06, (tab) => tab.tell('link_click', outbound('https://ec.europa.eu/taxation_customs/vies', 'VIES'))],
    [0.03, (tab) => tab.tell('form_submit', { form_id: 'newsletter', form_name: 'newsletter' })],
    [
      0.03,
      (tab) =>
        tab.tell('file_download', { link_url: '/files/invoice-template.xlsx', link_text: 'Template', outbound: false }),
    ],
  ],
  docs: [
    [0.12, (tab) => tab.tell('button_click', { button_text: 'Copy' })],
    [0.05, (tab) => tab.tell('link_click', outbound('https://github.com/quayside/webhooks', 'Example on GitHub'))],
    [
      0.015,
      (tab) => tab.tell('file_download', { link_url: '/files/openapi.zip', link_text: 'OpenAPI', outbound: false }),
    ],
  ],
  contact: [[0.4, (tab) => tab.tell('form_submit', { form_id: 'contact', form_name: 'contact' })]],
};

const outbound = (link_url: string, link_text: string) => ({ link_url, link_text, outbound: true });

function actOn(kind: PageKind, tab: Tab, random: Random): void {
  for (const [often, tell] of DEEDS[kind] ?? []) if (random.chance(often)) tell(tab, random);
}

function signUp(tab: Tab, { userId, plan }: Account, random: Random): void {
  tab.tell('form_submit', { form_id: 'signup', form_name: 'signup' });
  tab.wait(20);
  tab.leave();
  tab.wait(random.skewed(700, 0.4));
  tab.load(WELCOME, null);
  tab.wait(40);
  identify(tab, userId);
  tab.tell('signup', { plan: PLANS[plan].name, method: random.pick(['email', 'email', 'google']) });
  tab.read('app', 0.6);
}

const identify = (tab: Tab, userId: string) => tab.tell('identify', { interactive: false, user_id: userId });

/** A customer at work. */
export function useApp({ random, origin, person, start }: Visit, { userId, currency }: Account): Happened[] {
  const tab = openTab(random, origin, person, start);
  tab.load(PAGES.app[0] as Page, null);
  identify(tab, userId);
  for (let views = random.whole(1, 5); views > 0; views--) {
    tab.read('app', 1, () => {
      if (random.chance(0.2)) tab.tell('button_click', { button_text: 'Save draft' });
      if (random.chance(0.15)) tab.tell('invoice_sent', { value: random.whole(90, 4200), currency });
    });
    if (views > 1) tab.follow(random.pick(PAGES.app), 'menu');
  }
  tab.leave();
  return tab.happened;
}

/** Goes to the payment provider and comes back within the visit; answers also when the money was taken. */
export function payInApp(
  { random, origin, person, start }: Visit,
  account: Account,
): { happened: Happened[]; paidAt: number } {
  const tab = openTab(random, origin, person, start);
  tab.load(PAGES.app[0] as Page, null);
  identify(tab, account.userId);
  tab.read('app', 0.5);
  tab.follow(PAGES.billing[0] as Page, 'Billing');
  tab.read('billing', 1);
  tab.tell('button_click', { button_text: `Upgrade to ${PLANS[account.plan].name}` });
  tab.wait(20);
  tab.leave();
  tab.wait(Math.min(9 * MINUTE, random.skewed(95 * SECOND, 0.5)));
  const paidAt = tab.now();
  tab.wait(random.whole(2, 5) * SECOND);
  tab.load(PAID, random.pick(PAYMENT_PROVIDERS));
  tab.read('billing', 0.5);
  tab.leave();
  return { happened: tab.happened, paidAt };
}
