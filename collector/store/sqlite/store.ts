import type { ExportRange } from '../export-rows.ts';
import type { Connection } from './engine/connection.ts';
import type { Writer } from './engine/writer.ts';
import { findEarliest } from './read/earliest.ts';
import { exportEvents, exportExcludedEvents } from './read/export-events.ts';
import { exportPayments } from './read/export-payments.ts';
import { createReportSource } from './read/report-source.ts';
import { createPeople } from './registry/people.ts';
import { createRegistry } from './registry/registry.ts';
import { createErasure } from './write/erasure.ts';
import { createEventStore } from './write/event-store.ts';
import { createExclusions } from './write/exclusions.ts';

/* What the door gives out as a `Store` and a `StoreReader`, where the promises of both stand. */

export function storeOver(db: Connection, { write, alive, close }: Writer) {
  const registry = createRegistry(db, write);
  const people = createPeople(db, write);
  return {
    registry,
    people,
    events: createEventStore(db, write),
    erasure: createErasure(db, write),
    exclusions: createExclusions(db, write),
    earliest: findEarliest(db),
    canWrite: alive,
    flush: async () => {
      await Promise.all([registry.flush(), people.flush()]);
    },
    close: async () => {
      await close();
      db.close();
    },
  };
}

export function readerOver(db: Connection) {
  return {
    reports: createReportSource(db),
    rows: {
      events: (range: ExportRange) => exportEvents(db, range),
      excludedEvents: (range: ExportRange) => exportExcludedEvents(db, range),
      payments: (range: ExportRange) => exportPayments(db, range),
    },
    copyTo: async (file: string) => {
      await db.backup(file, { progress: () => ALL_PAGES });
    },
    close: () => {
      db.close();
    },
  };
}

/** Pages in one step. The whole store at once: copied bit by bit, it would start again at every write beside it. */
const ALL_PAGES = 0x7fffffff;
