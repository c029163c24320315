import type { PageKind } from './site.ts';

/** How somebody arrives. */
export interface Arrival {
  /** The address that led here, as browsers tell it; null for none. */
  referrer: string | null;
  /** Campaign tags and click ids, with `{id}` for what is different in every click. */
  query: string;
}

/** Somewhere visitors come from. */
export interface Source {
  name: string;
  arrivals: readonly Arrival[];
  /** How much comes at a share of the history from 0 to 1. */
  weight(share: number): number;
  /** Kinds of page it leads to. */
  landings: readonly PageKind[];
  /** The share that looks at one page and goes. */
  bounces: number;
}

const always = (weight: number) => () => weight;
/** From nothing to a lot, as assistants did. */
const growing = (weight: number) => (share: number) => weight * (0.25 + 1.5 * share);
const between = (weight: number, from: number, until: number) => (share: number) =>
  share >= from && share < until ? weight : 0;

const from = (referrer: string | null, query = ''): Arrival => ({ referrer, query });
const source = (
  name: string,
  weight: Source['weight'],
  landings: string,
  bounces: number,
  ...arrivals: Arrival[]
): Source => ({ name, weight, bounces, arrivals, landings: landings.split(' ') as PageKind[] });

const FRONT = 'home home home pricing';
const READ = 'article article article docs home';

export const DIRECT = source('direct', always(24), 'home home home pricing docs', 0.42, from(null));
export const BRAND_SEARCH = source('brand search', always(7), FRONT, 0.3, from('https://www.google.com/'));
export const NEWSLETTER = source(
  'newsletter',
  always(0),
  'article article feature',
  0.38,
  from(null, 'utm_source=newsletter&utm_medium=email&utm_campaign=fortnightly'),
  from('https://mail.google.com/', 'utm_source=newsletter&utm_medium=email&utm_campaign=fortnightly&utm_content=top'),
);
export const PRODUCT_HUNT = source(
  'Product Hunt',
  always(0.3),
  'home home home pricing',
  0.55,
  from('https://www.producthunt.com/', 'ref=producthunt'),
  from('https://www.producthunt.com/'),
);
export const HACKER_NEWS = source(
  'Hacker News',
  always(0.3),
  'article',
  0.72,
  from('https://news.ycombinator.com/'),
  from('https://news.ycombinator.com/'),
  from('https://hckrnews.com/'),
);

/** What comes day by day. Launches and newsletters bring their own. */
export const SOURCES: readonly Source[] = [
  DIRECT,
  BRAND_SEARCH,
  source('Google', always(17), READ, 0.52, from('https://www.google.com/')),
  source('Bing', always(3), READ, 0.5, from('https://www.bing.com/')),
  source('DuckDuckGo', always(2), READ, 0.5, from('https://duckduckgo.com/')),
  source('Ecosia', always(0.6), READ, 0.5, from('https://www.ecosia.org/')),
  source(
    'ChatGPT',
    growing(4),
    'home article feature docs',
    0.36,
    from('https://chatgpt.com/', 'utm_source=chatgpt.com'),
    from(null, 'utm_source=chatgpt.com'),
  ),
  source('Perplexity', growing(1.4), 'home article', 0.36, from('https://www.perplexity.ai/')),
  source('Claude', growing(1.2), 'home docs', 0.33, from('https://claude.ai/')),
  source('Gemini', growing(0.8), 'home article', 0.38, from('https://gemini.google.com/')),
  source('X', always(2.2), 'article home', 0.64, from('https://t.co/k3Jd9aQx'), from('https://t.co/Zp41mN0c')),
  source(
    'LinkedIn',
    always(3),
    'article home feature',
    0.55,
    from('https://www.linkedin.com/'),
    from('https://lnkd.in/'),
  ),
  source('Reddit', always(2), 'article', 0.66, from('https://www.reddit.com/'), from('https://out.reddit.com/')),
  source(
    'Facebook',
    always(1.2),
    'article',
    0.66,
    from('https://l.facebook.com/', 'fbclid={id}'),
    from(null, 'fbclid={id}'),
  ),
  source('YouTube', always(1.2), FRONT, 0.5, from('https://www.youtube.com/')),
  source(
    'referrals',
    always(5),
    'home feature article',
    0.43,
    from('https://www.g2.com/products/quayside/reviews'),
    from('https://alternativeto.net/software/quayside/'),
    from('https://github.com/quayside/webhooks'),
    from('https://dev.to/mira/invoicing-for-developers-4b2c'),
    from('https://studio-notes.example/tools-we-pay-for'),
  ),
  source('partners', always(1), FRONT, 0.4, from('https://bank-partner.example/integrations', 'ref=bank-partner')),
  source(
    'Google Ads',
    between(6, 0.12, 1),
    'pricing feature home',
    0.54,
    from(
      'https://www.google.com/',
      'utm_source=google&utm_medium=cpc&utm_campaign=invoicing&utm_term=invoice+software&gclid={id}',
    ),
    from('https://www.google.com/', 'utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=quayside&gclid={id}'),
    from(null, 'gclid={id}&gad_source=1'),
  ),
  source(
    'Meta Ads',
    (share) => between(7, 0.35, 0.43)(share) + between(9, 0.72, 0.8)(share),
    'home feature',
    0.66,
    from(
      'https://l.facebook.com/',
      'utm_source=facebook&utm_medium=paid_social&utm_campaign=studios&utm_content=video&fbclid={id}',
    ),
    from('https://l.instagram.com/', 'utm_source=instagram&utm_medium=paid_social&utm_campaign=studios&fbclid={id}'),
  ),
  source(
    'LinkedIn Ads',
    between(2.5, 0.5, 0.62),
    'pricing feature',
    0.6,
    from(
      'https://www.linkedin.com/',
      'utm_source=linkedin&utm_medium=paid_social&utm_campaign=agencies&li_fat_id={id}',
    ),
  ),
  PRODUCT_HUNT,
  HACKER_NEWS,
];

/** Made up by spammers, who want to be seen in reports. */
export const SPAM_REFERRERS = [
  'https://free-seo-audit.example/win',
  'https://buy-traffic-now.example/',
  'https://best-casino-links.example/top',
];

/** Where customers are sent to pay. */
export const PAYMENT_PROVIDERS = [
  'https://checkout.stripe.com/',
  'https://checkout.stripe.com/',
  'https://www.paypal.com/',
];
