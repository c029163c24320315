import type { WebsiteSettings } from '../contract/account/website.ts';

/** A tracked website. `number` is the store's own short name for it. */
export interface Website {
  number: number;
  id: string;
  name: string;
  domain: string;
  allowedDomains: string[];
  timezone: string;
  currency: string;
  settings: WebsiteSettings;
  createdAt: number;
  updatedAt: number;
}
