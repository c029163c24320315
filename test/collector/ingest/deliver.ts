import { type WebsiteSettings, websiteSettings } from '../../../collector/contract/account/website.ts';
import { createIngest, type IngestDependencies } from '../../../collector/ingest/create-ingest.ts';
import type { Geo } from '../../../collector/ingest/enrich/geo.ts';
import type { Delivery, Receipt, Sender } from '../../../collector/ingest/ingest.ts';
import type { NewEvent } from '../../../collector/model/event.ts';
import type { Website } from '../../../collector/model/website.ts';
import type { AppendOutcome, AppendRequest } from '../../../collector/store/event-store.ts';

export const NOW = Date.parse('2026-03-10T12:00:00Z');
export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.61 Safari/537.36';

let versions = 0;
export function website(settings: Partial<WebsiteSettings> = {}, rest: Partial<Website> = {}): Website {
  versions += 1;
  return {
    number: 7,
    id: 'acme',
    name: 'Acme',
    domain: 'acme.com',
    allowedDomains: ['acme.com', '*.acme.com'],
    timezone: 'UTC',
    currency: 'USD',
    settings: websiteSettings.parse(settings),
    createdAt: 0,
    // A changed website never has the time of the earlier one.
    updatedAt: versions,
    ...rest,
  };
}

export function browser(rest: Partial<Sender> = {}): Sender {
  return {
    mode: 'public',
    test: false,
    idSeed: null,
    address: '8.8.8.8',
    userAgent: CHROME,
    acceptLanguage: 'fr-CH, fr;q=0.9',
    gpc: false,
    signs: { brands: null, platformVersion: null, isBare: false },
    ...rest,
  };
}

export function server(rest: Partial<Sender> = {}): Sender {
  return browser({ mode: 'keyed', address: null, userAgent: null, acceptLanguage: null, signs: null, ...rest });
}

const countries: Record<string, string> = { '8.8.8.8': 'US', '203.0.113.7': 'FR' };
const fakeGeo: Geo = (address) => ({ country: countries[address] ?? null, region: null, city: null });

/** When the event happened that a repeat repeats. */
export const FIRST_TIME = 1_700_000_000_000;

/** A write house whose rows can be looked at. `result` is what the store says of every event. */
export function writeHouse(
  result: AppendOutcome['result'] = 'stored',
  salts: IngestDependencies['salts'] = (day) => Buffer.from(`salt of ${day}`),
) {
  const appended: AppendRequest[] = [];
  const ingest = createIngest({
    store: {
      append: async (request) => {
        appended.push(request);
        return request.events.map(({ time }) => ({ result, time: result === 'stored' ? time : FIRST_TIME }));
      },
    },
    salts,
    geo: fakeGeo,
  });
  return { ingest, appended };
}

export function delivery(events: Delivery['events'][number]['event'][], rest: Partial<Delivery> = {}): Delivery {
  return {
    website: website(),
    sender: browser(),
    received: NOW,
    sentAt: null,
    defaults: {},
    givenUp: 0,
    events: events.map((event, index) => ({ index, event })),
    ...rest,
  };
}

/** Sends one event and gives back its receipt and, if it was kept, its row. */
export async function deliver(
  event: Partial<Delivery['events'][number]['event']>,
  rest: Partial<Delivery> = {},
): Promise<{ receipt: Receipt; row: NewEvent | undefined }> {
  const { ingest, appended } = writeHouse();
  const [receipt] = await ingest(delivery([{ event_name: 'page_view', ...event }], rest));
  return { receipt: receipt as Receipt, row: appended[0]?.events[0] };
}

/** The row of a page view at this address. */
export async function visit(page_url: string, referrer?: string, rest: Partial<Delivery> = {}): Promise<NewEvent> {
  const properties = referrer === undefined ? { page_url } : { page_url, referrer };
  return (await deliver({ visitor_id: 'v1', properties }, rest)).row as NewEvent;
}
