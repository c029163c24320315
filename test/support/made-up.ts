import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import { websiteSettings } from '../../collector/contract/account/website.ts';
import type { NewEvent } from '../../collector/model/event.ts';
import type { Payment } from '../../collector/model/payment.ts';
import type { Website } from '../../collector/model/website.ts';
import type { EventStore } from '../../collector/store/event-store.ts';

/* What a store is given in tests. A test names only what matters to it. */

export const SITE = 2;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday noon far from any change of clocks. */
export const NOON = Date.parse('2024-01-15T12:00:00Z');

let counter = 0;

/** An event as the pipeline hands it over. */
export function event(over: Partial<NewEvent> = {}): NewEvent {
  counter += 1;
  return {
    site: SITE,
    event_id: `evt_${String(counter).padStart(6, '0')}`,
    time: NOON,
    received: over.time ?? NOON,
    follows: null,
    place: 0,
    name: 'page_view',
    visitor: 'v1',
    session_id: null,
    opens_session: true,
    hostname: 'acme.com',
    page: '/',
    tagged: false,
    link_flaws: null,
    interactive: true,
    engaged_seconds: 0,
    properties: '{}',
    channel: 'Direct',
    source: null,
    referrer: null,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_content: null,
    utm_term: null,
    country: 'DE',
    region: null,
    city: null,
    device: 'desktop',
    browser: 'Firefox',
    browser_version: '130.0',
    os: 'Linux',
    os_version: null,
    language: 'de',
    screen: null,
    timezone: null,
    fixed_time: true,
    previous_visitor: null,
    exclusion: null,
    ...over,
  };
}

/** A payment of 10.00 USD, unless said otherwise. */
export function payment(over: Partial<Payment> = {}): Payment {
  counter += 1;
  return {
    site: SITE,
    revenue_id: `rev_${counter}`,
    transaction_id: null,
    type: 'payment',
    minor: 1000,
    currency: 'USD',
    time: NOON,
    received: NOON,
    visitor: null,
    session_id: null,
    customer_id: null,
    email_hash: null,
    product: null,
    original_transaction_id: null,
    properties: '{}',
    ...over,
  };
}

export const website: Website = {
  number: 1,
  id: 'web_1',
  name: 'Acme',
  domain: 'acme.com',
  allowedDomains: ['acme.com', '*.acme.com'],
  timezone: 'UTC',
  currency: 'USD',
  settings: websiteSettings.parse({}),
  createdAt: NOON,
  updatedAt: NOON,
};

/** Appends events as one request. */
export const append = (store: EventStore, ...events: NewEvent[]) =>
  store.append({ events, sessionTimeout: 30 * MINUTE, drops: [], givenUp: 0, received: NOON });

export function conversionEvent(over: Partial<ConversionEvent> = {}): ConversionEvent {
  return {
    id: 'cev_1',
    name: 'Signup',
    type: 'event',
    event_name: 'signup',
    page_path: null,
    match: 'exact',
    properties: null,
    value: null,
    value_property: null,
    currency: null,
    count: 'every',
    is_primary: false,
    active: true,
    created_at: '2024-01-01T00:00:00Z',
    ...over,
  };
}
