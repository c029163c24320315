import { SITE_VIEWS } from '../../../collector/dashboard/shell/site-views.ts';
import { MONEY_TABS } from '../../../collector/dashboard/views/money/tabs.ts';
import { TAB_NAMES } from '../../../collector/dashboard/views/settings/tabs.ts';

type Place = (typeof SITE_VIEWS)[number][0];

/** What a view shows when it is asked for something. */
const ASKED: Readonly<Record<string, `${Place}?${string}`>> = {
  details: '?details=source',
  filtered: '?filter_channel=is:Organic%20Search&compare=none',
  'first-sales': '?flags=first-sales&period=12mo',
  funnel: '/funnels?step=page:/&step=page:/pricing&step=event:signup',
  // Of thirty days there is but one cohort.
  retention: '/retention?period=12mo',
};

/** Parts of a view, without the one that it shows at its own address. */
const [, ...MONEY] = Object.keys(MONEY_TABS);
const SETTINGS = Object.keys(TAB_NAMES);
const WHOLE = SITE_VIEWS.map(([path]) => path).filter((path) => path !== '/settings');

/** Every view of a website, by the address that shows it: what is looked at, judged and photographed. */
export const VIEWS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(WHOLE.map((path) => [path.slice(1) || 'overview', path])),
  ...Object.fromEntries(MONEY.map((tab) => [tab, `/money?tab=${tab}`])),
  ...Object.fromEntries(SETTINGS.map((tab) => [`settings-${tab}`, `/settings/${tab}`])),
  ...ASKED,
};
