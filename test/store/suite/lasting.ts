import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import type { Store, StoreReader } from '../../../collector/store/index.ts';
import { append, event, NOON, payment, SITE } from '../../support/made-up.ts';
import { SOON } from '../../support/soon.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { type Door, eventsOf, idsOf } from './opened.ts';

const acme = createWebsite({ id: 'acme', domain: 'acme.test' }, NOON);

/** Fills a store with a little of each kind, and says what it then holds. */
async function fill(store: Store): Promise<void> {
  await store.registry.createWebsite(acme);
  await append(store.events, event({ event_id: 'a', session_id: 's' }), event({ exclusion: 'bot' }));
  await store.events.recordPayment(payment({ revenue_id: 'rev_1' }), 'keep');
}
const contents = async (store: Store, reader: StoreReader) => ({
  website: store.registry.website('acme'),
  secret: store.registry.secret(),
  salt: store.registry.salt('2024-01-15', '2024-01-14'),
  earliest: store.earliest(SITE),
  events: eventsOf({ store, reader }),
  payments: await reader.reports.payments(SITE, NOON, NOON + 1),
  touches: await reader.reports.touches(SITE, 'v1', 0, NOON),
});

/** What is promised of a store in a data directory. */
export function describeLasting({
  openStore,
  holdStore,
  openReader,
  storeExists,
  storeFile,
  examine,
  restore,
}: Door): void {
  const opened = (dataDir: string, by: (dataDir: string) => Store = openStore) => {
    const store = by(dataDir);
    onTestFinished(() => store.close());
    return store;
  };
  const reading = (dataDir: string) => {
    const reader = openReader(dataDir);
    onTestFinished(() => reader.close());
    return reader;
  };

  describe.each([
    ['opened for a command', openStore],
    ['held for a collector', holdStore],
  ])('a store that is %s', (_, by) => {
    it('is made where there is none', async () => {
      const dataDir = join(temporaryDir(), 'deep', 'inside');
      expect(storeExists(dataDir)).toBe(false);
      opened(dataDir, by);
      expect(storeExists(dataDir)).toBe(true);
    });

    it('holds the same when it is opened again, under the same ids', async () => {
      const dataDir = temporaryDir();
      const first = by(dataDir);
      await fill(first);
      const before = await contents(first, reading(dataDir));
      expect([before.events.length, before.payments.length, before.touches.length]).toEqual([1, 1, 1]);
      await first.close();
      expect(await contents(opened(dataDir, by), reading(dataDir))).toEqual(before);
    });

    it('commits what was handed over before it closes', async () => {
      const dataDir = temporaryDir();
      const store = by(dataDir);
      const written = append(store.events, event({ event_id: 'a' }));
      await store.close();
      expect(await written).toMatchObject([{ result: 'stored' }]);
      expect(idsOf(eventsOf({ store, reader: reading(dataDir) }))).toEqual(['a']);
    });

    it('can be written until it is closed; then each write is refused as unavailable', async () => {
      const store = by(temporaryDir());
      expect(store.canWrite()).toBe(true);
      await store.close();
      expect(store.canWrite()).toBe(false);
      // By name: a store that was built has a class of its own.
      const refused = await append(store.events, event()).catch((error: Error) => error.constructor.name);
      expect(refused).toBe('StoreUnavailable');
    });

    it('loses only the guilty one of many writes at once when one of them fails', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir, by);
      const writes = [
        event({ event_id: 'a' }),
        event({ event_id: 'b', name: null as never }),
        event({ event_id: 'c' }),
      ].map((each) => append(store.events, each));
      const settled = await Promise.allSettled(writes);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(idsOf(eventsOf({ store, reader: reading(dataDir) }))).toEqual(['a', 'c']);
    });

    it('writes down on flush when keys and people were last seen', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir, by);
      const [id, hash] = ['key_1', 'hash'];
      const none = { name: null, websites: null, rateLimit: null, batchRateLimit: null };
      const never = { expiresAt: null, revokedAt: null, lastUsedAt: null };
      await store.registry.createKey({
        id,
        hash,
        hint: '',
        test: false,
        scopes: [],
        createdAt: NOON,
        ...none,
        ...never,
      });
      store.registry.keyUsed(id, NOON + 5);
      await store.flush();
      expect(opened(dataDir).registry.keyById(id)?.lastUsedAt).toBe(NOON + 5);
    });

    it('shows what another that is opened beside it has changed, and what it changes itself', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir, by);
      const other = opened(dataDir);
      const created = await other.registry.createWebsite(acme);
      if (created === null) throw new Error('The id is not free');
      const name = (of: Store) => of.registry.website('acme')?.name;
      await vi.waitFor(() => expect(name(store)).toBe(created.name), SOON);
      const renamed = { ...created, name: 'By the other', updatedAt: NOON + 1 };
      expect(await other.registry.updateWebsite(renamed, NOON)).toBe(true);
      await vi.waitFor(() => expect(name(store)).toBe('By the other'), SOON);
      const again = { ...renamed, name: 'By itself', updatedAt: NOON + 2 };
      expect(await store.registry.updateWebsite(again, NOON + 1)).toBe(true);
      expect(name(store)).toBe('By itself');
      await vi.waitFor(() => expect(name(other)).toBe('By itself'), SOON);
      const first = event();
      await append(other.events, first);
      expect(store.earliest(SITE)).toBe(NOON);
      expect(await append(store.events, first)).toMatchObject([{ result: 'duplicate' }]);
    });
  });

  describe('two that are opened beside each other', () => {
    it('make one secret and one salt of a day, whichever asks first', () => {
      const dataDir = temporaryDir();
      const [one, other] = [opened(dataDir), opened(dataDir)];
      expect(one.registry.secret()).toEqual(other.registry.secret());
      expect(other.registry.salt('2024-01-15', '2024-01-14')).toEqual(one.registry.salt('2024-01-15', '2024-01-14'));
    });
  });

  describe('holding a store', () => {
    it('is for one collector at a time', async () => {
      const dataDir = temporaryDir();
      const first = holdStore(dataDir);
      expect(() => holdStore(dataDir)).toThrow(/^Another collector is running on [^\n]+$/);
      expect(first.canWrite()).toBe(true);
      await first.close();
      opened(dataDir, holdStore);
    });
  });

  describe('what reads a store', () => {
    it('sees at once what has been written', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir);
      const reader = reading(dataDir);
      await append(store.events, event({ event_id: 'a' }));
      expect(idsOf(eventsOf({ store, reader }))).toEqual(['a']);
      await append(store.events, event({ event_id: 'b' }));
      expect(idsOf(eventsOf({ store, reader }))).toEqual(['a', 'b']);
    });

    it('cannot be opened where there is no store', () => {
      expect(() => openReader(temporaryDir())).toThrow();
    });
  });

  describe('a copy of a store', () => {
    it('is the whole store of its moment, and sound', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir);
      await fill(store);
      const copy = join(temporaryDir(), 'copy');
      await reading(dataDir).copyTo(copy);
      await append(store.events, event({ event_id: 'later' }));
      const counts = { websites: 1, keys: 0, events: 1, sessions: 1, payments: 1 };
      expect(examine(copy)).toEqual({ faults: [], counts });
      const elsewhere = temporaryDir();
      expect(restore(elsewhere, copy, { replace: false })).toEqual({ outcome: 'restored', counts });
      expect(idsOf(eventsOf({ store, reader: reading(elsewhere) }))).toEqual(['a']);
    });

    it('holds the same under the same ids once it is restored', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir);
      await fill(store);
      const before = await contents(store, reading(dataDir));
      const [copy, elsewhere] = [join(temporaryDir(), 'copy'), temporaryDir()];
      await reading(dataDir).copyTo(copy);
      restore(elsewhere, copy, { replace: false });
      expect(await contents(opened(elsewhere), reading(elsewhere))).toEqual(before);
    });

    it('takes the place of another store only where it is to', async () => {
      const [full, empty] = [temporaryDir(), temporaryDir()];
      await fill(opened(full));
      const copy = join(temporaryDir(), 'copy');
      await reading(full).copyTo(copy);
      await openStore(empty).close();
      expect(restore(empty, copy, { replace: false })).toEqual({ outcome: 'exists' });
      expect(opened(empty).registry.website('acme')).toBe(null);
      expect(restore(empty, copy, { replace: true })).toMatchObject({ outcome: 'restored' });
      expect(opened(empty).registry.website('acme')).toMatchObject(acme);
    });

    it('that is damaged is told from a sound one, and restored nowhere', async () => {
      const [damaged, dataDir] = [join(temporaryDir(), 'copy'), temporaryDir()];
      writeFileSync(damaged, 'no store at all');
      expect(examine(damaged).faults).not.toEqual([]);
      expect(restore(dataDir, damaged, { replace: false })).toMatchObject({ outcome: 'unsound' });
      expect(storeExists(dataDir)).toBe(false);
    });

    it('is restored to no store that a collector holds', async () => {
      const dataDir = temporaryDir();
      const store = opened(dataDir, holdStore);
      await fill(store);
      expect(() => restore(dataDir, storeFile(dataDir), { replace: true })).toThrow(/Another collector is running/);
      expect(store.registry.website('acme')).toMatchObject(acme);
    });
  });
}
