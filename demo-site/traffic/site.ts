/** What the pages of the small SaaS are for; decides how long they are read and where they lead. */
export type PageKind =
  | 'home'
  | 'feature'
  | 'pricing'
  | 'blog'
  | 'article'
  | 'docs'
  | 'signup'
  | 'contact'
  | 'about'
  | 'missing'
  | 'app'
  | 'billing';

export interface Page {
  kind: PageKind;
  path: string;
  title: string;
}

/** The business: invoices for small studios. */
const NAME = 'Quayside';
const pages = (kind: PageKind, prefix: string, titles: string): Page[] =>
  titles.split('|').map((title) => ({ kind, path: prefix + slug(title), title: `${title} – ${NAME}` }));
const slug = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
const page = (kind: PageKind, path: string, title: string): Page => ({ kind, path, title });

export const PAGES: Record<PageKind, readonly Page[]> = {
  home: [page('home', '/', `${NAME}: invoices that get paid`)],
  pricing: [page('pricing', '/pricing', `Pricing – ${NAME}`)],
  feature: pages('feature', '/features/', 'Invoicing|Time tracking|Reminders|Quotes|Bank sync'),
  blog: [page('blog', '/blog', `Blog – ${NAME}`)],
  article: pages(
    'article',
    '/blog/',
    'How to chase a late invoice politely|Day rates versus fixed prices|What a good quote says|' +
      'VAT for studios that sell abroad|Ten lessons from a thousand invoices|We measured when clients pay|' +
      'The end of the spreadsheet|Retainers without regret|Why we built our own ledger|Pricing your first project',
  ),
  docs: [
    page('docs', '/docs', `Documentation – ${NAME}`),
    ...pages(
      'docs',
      '/docs/',
      'Getting started|Import clients|Recurring invoices|Webhooks|API keys|Bank sync|Exports|Teams',
    ),
  ],
  signup: [page('signup', '/signup', `Start your free trial – ${NAME}`)],
  contact: [page('contact', '/contact', `Contact – ${NAME}`)],
  about: [
    page('about', '/about', `About – ${NAME}`),
    page('about', '/customers', `Customers – ${NAME}`),
    page('about', '/changelog', `Changelog – ${NAME}`),
  ],
  missing: [
    page('missing', '/blog/2019-review', 'Page not found'),
    page('missing', '/docs/v1/webhooks', 'Page not found'),
    page('missing', '/prices', 'Page not found'),
  ],
  app: [
    page('app', '/app', `Overview – ${NAME}`),
    page('app', '/app/invoices', `Invoices – ${NAME}`),
    page('app', '/app/invoices/new', `New invoice – ${NAME}`),
    page('app', '/app/clients', `Clients – ${NAME}`),
    page('app', '/app/time', `Time – ${NAME}`),
  ],
  billing: [page('billing', '/app/billing', `Billing – ${NAME}`)],
};

export const WELCOME: Page = page('app', '/welcome', `Welcome – ${NAME}`);
export const PAID: Page = page('app', '/app/billing/thanks', `Thank you – ${NAME}`);

/** Where one goes on from a kind of page, by weight. */
export const NEXT: Record<PageKind, Partial<Record<PageKind, number>>> = {
  home: { feature: 32, pricing: 28, blog: 8, docs: 8, signup: 9, about: 9, contact: 2 },
  feature: { pricing: 38, feature: 27, signup: 9, home: 12, docs: 10 },
  pricing: { signup: 20, feature: 24, home: 18, contact: 8, docs: 12, about: 6 },
  blog: { article: 75, home: 15, pricing: 6 },
  article: { article: 32, blog: 18, home: 24, feature: 14, pricing: 9, signup: 2 },
  docs: { docs: 70, home: 8, pricing: 8, signup: 4, contact: 4 },
  signup: { pricing: 40, home: 25, docs: 15, feature: 20 },
  contact: { home: 60, pricing: 40 },
  about: { home: 45, pricing: 25, blog: 20, contact: 10 },
  missing: { home: 60, docs: 20, blog: 20 },
  app: { app: 100 },
  billing: { app: 100 },
};

/** Seconds that half of the readers stay less than. */
export const READING: Record<PageKind, number> = {
  home: 24,
  feature: 35,
  pricing: 42,
  blog: 18,
  article: 85,
  docs: 75,
  signup: 40,
  contact: 45,
  about: 30,
  missing: 6,
  app: 50,
  billing: 25,
};
