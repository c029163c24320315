import type { Act } from '../traffic/act.ts';
import type { Tally } from './tally.ts';

/** Which website is wanted; all but the id only matter where it has to be made. */
export interface WebsiteChoice {
  id?: string | undefined;
  domain: string;
  timezone: string;
  currency: string;
}

/** What the traffic must know of the website it goes to. */
export interface TargetWebsite {
  id: string;
  domain: string;
  timezone: string;
}

/** Where a history goes. */
export interface Target {
  /** The website that is meant, made where there is none, with the conversions one would look for. */
  website(choice: WebsiteChoice): Promise<TargetWebsite>;
  /** Performs acts in order; `progress` hears of each. Rejects where the collector refuses a whole request. */
  load(website: TargetWebsite, acts: Iterable<Act>, progress: (at: number, tally: Tally) => void): Promise<Tally>;
  close(): Promise<void>;
}

export const WEBSITE_NAME = 'Quayside';

export const CONVERSIONS = [
  { name: 'Sign-up', event_name: 'signup', is_primary: true },
  { name: 'Saw the prices', page_path: '/pricing', count: 'once_per_session' },
  { name: 'Invoice sent', event_name: 'invoice_sent', value_property: 'value' },
] as const;
