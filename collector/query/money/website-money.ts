import type { Site } from '../../model/site.ts';
import type { Website } from '../../model/website.ts';
import type { MoneyQuestion } from './money.ts';

/** All money of a website by its own model, look-back and currency: what its reports show where nothing else is asked. */
export const websiteMoney = ({ website, site }: { website: Website; site: Site }): MoneyQuestion => ({
  site,
  currency: website.currency,
  attribution: website.settings.attribution_model,
  lookbackDays: website.settings.attribution_lookback_days,
  dimensions: [],
  filters: [],
});
