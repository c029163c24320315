import { DEFAULT_SETTINGS } from '../../../contract/account/default-settings.ts';
import type { WebsiteSettings } from '../../../contract/account/website.ts';
import type { Website } from '../../../model/website.ts';

export interface WebsiteRow {
  number: number;
  id: string;
  name: string;
  domain: string;
  allowed_domains: string;
  timezone: string;
  currency: string;
  settings: string;
  created_at: number;
  updated_at: number;
}

/** Settings are stored as what differs from the defaults, so that a better default reaches those who never chose. */
export function writeWebsite(website: Omit<Website, 'number'>): Omit<WebsiteRow, 'number'> {
  const chosen = Object.entries(website.settings).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[key as keyof WebsiteSettings]),
  );
  return {
    id: website.id,
    name: website.name,
    domain: website.domain,
    allowed_domains: JSON.stringify(website.allowedDomains),
    timezone: website.timezone,
    currency: website.currency,
    settings: JSON.stringify(Object.fromEntries(chosen)),
    created_at: website.createdAt,
    updated_at: website.updatedAt,
  };
}

export function readWebsite(row: WebsiteRow): Website {
  return {
    number: row.number,
    id: row.id,
    name: row.name,
    domain: row.domain,
    allowedDomains: JSON.parse(row.allowed_domains),
    timezone: row.timezone,
    currency: row.currency,
    settings: { ...DEFAULT_SETTINGS, ...JSON.parse(row.settings) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
