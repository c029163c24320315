import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import { siteOf } from '../../../collector/model/site.ts';
import { writeDirectly } from '../../../collector/store/sqlite/engine/writer.ts';
import { eventOrder } from '../../../collector/store/sqlite/event-order.ts';
import { findIdentities } from '../../../collector/store/sqlite/read/identities.ts';
import { createErasure } from '../../../collector/store/sqlite/write/erasure.ts';
import { histories } from '../../reference/histories/histories.ts';
import { deliver, deliveries } from '../../reference/histories/product.ts';
import { HISTORIES } from '../../support/depth.ts';
import { append, event, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { forEvery, HANGS } from '../../support/property.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';
import { identify } from '../identifies.ts';
import { eventsAndSessions, rows } from './kept-rows.ts';

const RUNS = HISTORIES / 4;
/** In steps of so many rows. */
const erasureOf = ({ db }: TemporaryStore, chunk?: number) => createErasure(db, writeDirectly(db), chunk);
/** All that reports are made of, without the store's own numbers. */
const contents = (store: TemporaryStore) => ({
  ...eventsAndSessions(store),
  events: eventsAndSessions(store).events.map((row) => ({ ...row, follows: null, place: null })),
  order: rows(store, `select event_id from events order by ${eventOrder()}`),
  identities: rows(store, 'select visitor, user_id, time, event_id from identities order by visitor'),
});

describe('erasing a visitor', () => {
  it('leaves what would be there had none of that person’s events come, in steps of any size', HANGS, async () => {
    const visitors = fc.constantFrom('v1', 'v2', 'v3');
    const chunks = fc.constantFrom(1, 2, 5, 1000);
    await forEvery(
      RUNS,
      [histories, visitors, deliveries, deliveries, chunks],
      async (history, visitor, one, other, chunk) => {
        const store = await deliver(history, one);
        const theirs = JSON.stringify(findIdentities(store.db).same(SITE, visitor));
        const gone = new Set(
          store.db
            .prepare<[string], string>('select event_id from events where visitor in (select value from json_each(?))')
            .pluck()
            .all(theirs),
        );
        const never = await deliver(
          { ...history, events: history.events.filter(({ event_id }) => !gone.has(event_id)) },
          other,
        );
        const foreseen = await erasureOf(store).countVisitor([SITE], visitor);
        // The process ends after its first step, and is asked again.
        const first = await writeDirectly(store.db)('eraseVisitor', { site: SITE, visitor, limit: chunk });
        const rest = await erasureOf(store, chunk).eraseVisitor([SITE], visitor);
        expect(contents(store)).toEqual(contents(never));
        for (const table of ['events', 'excluded_events', 'identities']) {
          const followed = rows(store, `select follows from ${table}`).map(({ follows }) => follows as string);
          expect(followed.filter((id) => gone.has(id))).toEqual([]);
        }
        expect({
          visitors: first.visitors,
          events: first.events + rest.events,
          sessions: first.sessions + rest.sessions,
          payments: first.payments + rest.payments,
        }).toEqual({ ...foreseen, visitors: first.visitors });
        expect(new Set(foreseen.visitors)).toEqual(new Set(first.visitors));
      },
    );
  });
});

describe('deleting a website', () => {
  const TABLES = [
    'events',
    'excluded_events',
    'sessions',
    'identities',
    'payments',
    'ledger',
    'hostnames',
    'told_losses',
  ];
  const sites = (store: TemporaryStore) =>
    TABLES.map((table) => rows(store, `select distinct site from ${table} order by site`).map(({ site }) => site));

  async function twoWebsites() {
    const store = temporaryStore();
    const add = async (id: string) => {
      const website = await store.registry.createWebsite(createWebsite({ id, domain: `${id}.test` }, NOON));
      if (website === null) throw new Error(id);
      for (const test of [false, true]) {
        const site = siteOf(website, test);
        const events = [...Array.from({ length: 5 }, () => event({ site })), event({ site, exclusion: 'bot' })];
        await store.store.append({ events, sessionTimeout: 30 * MINUTE, drops: [], givenUp: 3, received: NOON });
        await append(store.store, identify('v1', 'ann', { site }));
        await store.store.recordPayment(payment({ site, visitor: 'v1' }), 'keep');
      }
      const note = { id: `ann_${id}`, date: '2024-01-15', text: 'x', created_at: '2024-01-15T00:00:00Z' };
      await store.registry.saveAnnotation(website, note);
      return website;
    };
    return { store, kept: await add('kept'), doomed: await add('doomed') };
  }

  it('leaves no row of it in any table, taken in steps', async () => {
    const { store, kept, doomed } = await twoWebsites();
    await store.registry.deleteWebsite(doomed, NOON);
    await erasureOf(store, 3).emptyDeletedWebsites();
    expect(sites(store)).toEqual(TABLES.map(() => [siteOf(kept, false), siteOf(kept, true)]));
    expect(rows(store, 'select id from annotations')).toEqual([{ id: 'ann_kept' }]);
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
  });

  it('goes on where it was broken off', async () => {
    const { store, kept, doomed } = await twoWebsites();
    await store.registry.deleteWebsite(doomed, NOON);
    expect(await writeDirectly(store.db)('emptyWebsite', { number: doomed.number, limit: 2 })).toBe(true);
    await erasureOf(store).emptyDeletedWebsites();
    expect(sites(store)).toEqual(TABLES.map(() => [siteOf(kept, false), siteOf(kept, true)]));
    expect(rows(store, 'select emptied from deleted_websites')).toEqual([{ emptied: 1 }]);
  });

  it('gives its number to no later website', async () => {
    const { store, doomed } = await twoWebsites();
    await store.registry.deleteWebsite(doomed, NOON);
    await erasureOf(store).emptyDeletedWebsites();
    const again = await store.registry.createWebsite(createWebsite({ id: 'doomed', domain: 'new.test' }, NOON));
    expect(again?.number).toBeGreaterThan(doomed.number);
  });
});
