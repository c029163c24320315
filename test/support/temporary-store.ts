import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { websiteSettings } from '../../collector/contract/account/website.ts';
import type { NewEvent } from '../../collector/model/event.ts';
import type { Payment } from '../../collector/model/payment.ts';
import type { Website } from '../../collector/model/website.ts';
import type { Connection } from '../../collector/store/sqlite/engine/connection.ts';
import { migrate } from '../../collector/store/sqlite/engine/migrate.ts';
import { openDatabase } from '../../collector/store/sqlite/engine/open.ts';
import { writeDirectly } from '../../collector/store/sqlite/engine/writer.ts';
import { createReportSource } from '../../collector/store/sqlite/read/report-source.ts';
import { createRegistry } from '../../collector/store/sqlite/registry/registry.ts';
import { createEventStore } from '../../collector/store/sqlite/write/event-store.ts';
import { createExclusions } from '../../collector/store/sqlite/write/exclusions.ts';

/** A folder that is gone when the test ends. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bizness-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export interface TemporaryStore {
  db: Connection;
  store: ReturnType<typeof createEventStore>;
  registry: ReturnType<typeof createRegistry>;
  source: ReturnType<typeof createReportSource>;
  exclusions: ReturnType<typeof createExclusions>;
}

/** A real store in a folder of its own, written to directly. */
export function temporaryStore(): TemporaryStore {
  const dir = temporaryDir();
  const db = openDatabase(dir);
  onTestFinished(() => {
    db.close();
  });
  return over(db);
}

/**
 * A real store that is nowhere but in memory, migrated once: for hundreds of tests and cases that ask what a store holds,
 * not whether it lasts. Nothing need be closed.
 */
export function fleetingStore(): TemporaryStore {
  const db = new Database(migratedOnce());
  db.pragma('foreign_keys = ON');
  return over(db);
}

let migrated: Buffer | null = null;
function migratedOnce(): Buffer {
  if (migrated !== null) return migrated;
  const db = new Database(':memory:');
  migrate(db);
  migrated = db.serialize();
  db.close();
  return migrated;
}

function over(db: Connection): TemporaryStore {
  const write = writeDirectly(db);
  return {
    db,
    store: createEventStore(db, write),
    registry: createRegistry(db, write),
    source: createReportSource(db),
    exclusions: createExclusions(db, write),
  };
}

export const SITE = 2;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday noon far from any change of clocks. */
export const NOON = Date.parse('2024-01-15T12:00:00Z');

let counter = 0;

/** An event as the pipeline hands it over; a test names only what matters to it. */
export function event(over: Partial<NewEvent> = {}): NewEvent {
  counter += 1;
  return {
    site: SITE,
    event_id: `evt_${String(counter).padStart(6, '0')}`,
    time: NOON,
    received: over.time ?? NOON,
    name: 'page_view',
    visitor: 'v1',
    session_id: null,
    opens_session: true,
    hostname: 'acme.com',
    page: '/',
    tagged: false,
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
export const append = (store: ReturnType<typeof createEventStore>, ...events: NewEvent[]) =>
  store.append({ events, sessionTimeout: 30 * MINUTE, drops: [], lost: 0, received: NOON });
