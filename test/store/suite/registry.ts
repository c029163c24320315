import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import type { ApiKey } from '../../../collector/model/key.ts';
import type { ShareLink } from '../../../collector/model/share-link.ts';
import { siteOf } from '../../../collector/model/site.ts';
import type { Website } from '../../../collector/model/website.ts';
import type { Registry } from '../../../collector/store/registry/index.ts';
import { append, conversionEvent, DAY, event, HOUR, NOON } from '../../support/made-up.ts';
import type { Open } from './opened.ts';

async function addWebsite({ createWebsite: create }: Registry, id: string): Promise<Website> {
  const website = await create(createWebsite({ id, domain: `${id}.test` }, NOON));
  if (website === null) throw new Error(`${id} is taken`);
  return website;
}

let counter = 0;
function key(over: Partial<ApiKey> = {}): ApiKey {
  counter += 1;
  return {
    id: `key_${counter}`,
    name: null,
    hash: `hash ${counter}`,
    hint: 'biz_live_ab',
    test: false,
    scopes: ['events:write'],
    websites: null,
    rateLimit: null,
    batchRateLimit: null,
    createdAt: NOON,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    ...over,
  };
}

const link = (over: Partial<ShareLink>): ShareLink => ({
  id: 'shr_1',
  website: 'acme',
  name: 'Board',
  filters: { source: 'is:Google' },
  revenue: true,
  createdAt: NOON,
  expiresAt: null,
  ...over,
});

const note = (id: string, date: string, text = id) => ({ id, date, text, created_at: '2024-01-15T12:00:00Z' });

export function describeRegistry(open: Open): void {
  describe('websites', () => {
    it('come out as they went in, by id', async () => {
      const { registry } = open().store;
      expect(registry.website('acme')).toBe(null);
      const given = { ...createWebsite({ id: 'acme', domain: 'acme.test' }, NOON), timezone: 'Europe/Paris' };
      const acme = await registry.createWebsite(given);
      expect(acme).toMatchObject(given);
      expect(registry.website('acme')).toEqual(acme);
    });

    it('do not share an id: the second is not created', async () => {
      const { registry } = open().store;
      const first = await addWebsite(registry, 'acme');
      expect(await registry.createWebsite(createWebsite({ id: 'acme', domain: 'other.test' }, NOON))).toBe(null);
      expect(registry.website('acme')).toEqual(first);
    });

    it('are listed in order of id, page after page, all of them or those that are asked for', async () => {
      const { registry } = open().store;
      for (const id of ['c', 'a', 'd', 'b']) await addWebsite(registry, id);
      const list = (ids: string[] | null, after: string | null, limit: number) =>
        registry.websites(ids, after, limit).map(({ id }) => id);
      expect(list(null, null, 3)).toEqual(['a', 'b', 'c']);
      expect(list(null, 'c', 3)).toEqual(['d']);
      expect(list(['d', 'b', 'x'], null, 3)).toEqual(['b', 'd']);
      expect(list(['d', 'b'], 'b', 3)).toEqual(['d']);
      expect(list([], null, 3)).toEqual([]);
    });

    it('are replaced unless they were changed since they were read', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      const renamed = { ...acme, name: 'Acme!', updatedAt: NOON + 1 };
      expect(await registry.updateWebsite(renamed, NOON)).toBe(true);
      expect(registry.website('acme')).toEqual(renamed);
      expect(await registry.updateWebsite({ ...acme, name: 'Too late', updatedAt: NOON + 2 }, NOON)).toBe(false);
      expect(registry.website('acme')).toEqual(renamed);
    });

    it('know when their newest live event happened', async () => {
      const { registry, events } = open().store;
      const acme = await addWebsite(registry, 'acme');
      expect(registry.lastEventAt(acme)).toBe(null);
      const [site, test] = [siteOf(acme, false), siteOf(acme, true)];
      await append(events, event({ site, time: NOON }), event({ site, time: NOON - HOUR }));
      await append(events, event({ site: test, time: NOON + HOUR }));
      expect(registry.lastEventAt(acme)).toBe(NOON);
    });

    it('take along what belongs to them alone when they are deleted', async () => {
      const { registry } = open().store;
      const [acme, other] = [await addWebsite(registry, 'acme'), await addWebsite(registry, 'other')];
      for (const website of [acme, other]) {
        const { id } = website;
        await registry.createConversionEvent(website, conversionEvent({ id: `cev_${id}` }));
        await registry.saveAnnotation(website, note(`ann_${id}`, '2024-01-15'));
        await registry.createShareLink(link({ id: `shr_${id}`, website: id }));
      }
      expect(await registry.deleteWebsite(acme, NOON)).toBe(true);
      expect([registry.website('acme'), registry.websites(null, null, 9)]).toEqual([null, [other]]);
      expect(registry.shareLink('shr_acme')).toBe(null);
      const again = await addWebsite(registry, 'acme');
      const had = (website: Website) => [
        registry.conversionEvents(website).length,
        registry.annotations(website, null, null).length,
        registry.shareLinks(website).length,
      ];
      expect([had(acme), had(again), had(other)]).toEqual([
        [0, 0, 0],
        [0, 0, 0],
        [1, 1, 1],
      ]);
      expect(await registry.deleteWebsite(acme, NOON)).toBe(false);
      expect(registry.website('acme')).toEqual(again);
    });

    it('take no more of what belongs to them once they are deleted', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      await registry.deleteWebsite(acme, NOON);
      expect(await registry.createConversionEvent(acme, conversionEvent())).toBe(false);
      expect(await registry.saveAnnotation(acme, note('ann_1', '2024-01-15'))).toBe(false);
      await registry.createShareLink(link({}));
      expect(registry.shareLink('shr_1')).toBe(null);
    });

    it('leave the reach of keys when they are deleted, and revoke those that were bound to them alone', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      const [alone, both, everywhere] = [
        key({ websites: ['acme'] }),
        key({ websites: ['acme', 'other'] }),
        key({ websites: null }),
      ];
      for (const each of [alone, both, everywhere]) await registry.createKey(each);
      for (const { hash } of [alone, both, everywhere]) registry.keyByHash(hash);
      await registry.deleteWebsite(acme, NOON + 5);
      expect(registry.keyByHash(alone.hash)).toMatchObject({ revokedAt: NOON + 5 });
      expect(registry.keyByHash(both.hash)).toEqual({ ...both, websites: ['other'] });
      expect(registry.keyByHash(everywhere.hash)).toEqual(everywhere);
    });
  });

  describe('keys', () => {
    it('come out as they went in, by the hash of their secret and by id', async () => {
      const { registry } = open().store;
      const given = key({
        name: 'CI',
        test: true,
        websites: ['acme'],
        rateLimit: 5,
        batchRateLimit: 6,
        expiresAt: NOON,
      });
      await registry.createKey(given);
      expect([registry.keyByHash(given.hash), registry.keyById(given.id), registry.keys()]).toEqual([
        given,
        given,
        [given],
      ]);
      expect([registry.keyByHash('unknown'), registry.keyById('unknown')]).toEqual([null, null]);
    });

    it('are dead at once when they are revoked, since the first time', async () => {
      const { registry } = open().store;
      const given = key();
      await registry.createKey(given);
      registry.keyByHash(given.hash);
      expect(await registry.endKey(given.id, { revokedAt: NOON })).toBe(true);
      expect(registry.keyByHash(given.hash)?.revokedAt).toBe(NOON);
      await registry.endKey(given.id, { revokedAt: NOON + 1 });
      expect(registry.keyById(given.id)?.revokedAt).toBe(NOON);
      expect(await registry.endKey('unknown', { revokedAt: NOON })).toBe(false);
    });

    it('can live shorter, never longer', async () => {
      const { registry } = open().store;
      const given = key();
      await registry.createKey(given);
      const end = async (expiresAt: number) => {
        await registry.endKey(given.id, { expiresAt });
        return registry.keyByHash(given.hash)?.expiresAt;
      };
      expect([await end(NOON + 5), await end(NOON + 9), await end(NOON + 3)]).toEqual([NOON + 5, NOON + 5, NOON + 3]);
    });

    it('show when they were last used at once, and keep it once it is written down', async () => {
      const { store } = open();
      const { registry } = store;
      const given = key();
      await registry.createKey(given);
      registry.keyUsed(given.id, NOON);
      expect([registry.keyById(given.id)?.lastUsedAt, registry.keys()[0]?.lastUsedAt]).toEqual([NOON, NOON]);
      await store.flush();
      expect(registry.keyById(given.id)?.lastUsedAt).toBe(NOON);
      registry.keyUsed(given.id, NOON - 1);
      await store.flush();
      expect(registry.keyById(given.id)?.lastUsedAt).toBe(NOON);
    });
  });

  describe('conversion events', () => {
    it('are listed in order of creation, archived ones included', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      const [z, a] = [
        conversionEvent({ id: 'cev_z', name: 'Z', active: false, properties: { plan: 'pro', trial: null } }),
        conversionEvent({ id: 'cev_a', name: 'A' }),
      ];
      expect(await registry.createConversionEvent(acme, z)).toBe(true);
      expect(await registry.createConversionEvent(acme, a)).toBe(true);
      expect(registry.conversionEvents(acme)).toEqual([z, a]);
      expect(registry.conversionEvents(await addWebsite(registry, 'other'))).toEqual([]);
    });

    it('have names of their own among the active ones of a website', async () => {
      const { registry } = open().store;
      const [acme, other] = [await addWebsite(registry, 'acme'), await addWebsite(registry, 'other')];
      const first = conversionEvent({ id: 'cev_1', name: 'Signup' });
      await registry.createConversionEvent(acme, first);
      expect(await registry.createConversionEvent(acme, { ...first, id: 'cev_2' })).toBe(false);
      expect(await registry.createConversionEvent(other, { ...first, id: 'cev_3' })).toBe(true);
      const archived = { ...first, id: 'cev_4', active: false };
      expect(await registry.createConversionEvent(acme, archived)).toBe(true);
      expect(await registry.updateConversionEvent(acme, { ...archived, active: true })).toBe(false);
      expect(registry.conversionEvents(acme)).toEqual([first, archived]);
      expect(await registry.updateConversionEvent(acme, { ...archived, active: true, name: 'Trial' })).toBe(true);
      expect(registry.conversionEvents(acme)[1]).toMatchObject({ active: true, name: 'Trial' });
    });
  });

  describe('share links', () => {
    it('come out as they went in, of any website, expired or not', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      const other = await addWebsite(registry, 'other');
      const later = link({ id: 'shr_a', createdAt: NOON + 1 });
      const expired = link({ id: 'shr_b', expiresAt: NOON - DAY, revenue: false, filters: {} });
      const elsewhere = link({ id: 'shr_c', website: 'other' });
      for (const each of [later, expired, elsewhere]) await registry.createShareLink(each);
      expect(registry.shareLinks(acme)).toEqual([expired, later]);
      expect(registry.shareLinks(other)).toEqual([elsewhere]);
      expect([registry.shareLink('shr_b'), registry.shareLink('shr_c')]).toEqual([expired, elsewhere]);
      await registry.deleteShareLink('shr_b');
      expect([registry.shareLink('shr_b'), registry.shareLinks(acme)]).toEqual([null, [later]]);
    });
  });

  describe('annotations', () => {
    it('come in order of day, then creation, from the first day to the last', async () => {
      const { registry } = open().store;
      const acme = await addWebsite(registry, 'acme');
      for (const [id, day] of [
        ['c', '2024-01-16'],
        ['b', '2024-01-15'],
        ['a', '2024-01-15'],
        ['d', '2024-01-14'],
      ] as const) {
        expect(await registry.saveAnnotation(acme, note(id, day))).toBe(true);
      }
      const ids = (from: string | null, to: string | null) => registry.annotations(acme, from, to).map(({ id }) => id);
      expect(ids(null, null)).toEqual(['d', 'b', 'a', 'c']);
      expect(ids('2024-01-15', '2024-01-15')).toEqual(['b', 'a']);
      expect([ids('2024-01-15', null), ids(null, '2024-01-15')]).toEqual([
        ['b', 'a', 'c'],
        ['d', 'b', 'a'],
      ]);
    });

    it('are replaced and deleted by their own website alone', async () => {
      const { registry } = open().store;
      const [acme, other] = [await addWebsite(registry, 'acme'), await addWebsite(registry, 'other')];
      await registry.saveAnnotation(acme, note('ann_1', '2024-01-15'));
      expect(await registry.saveAnnotation(other, note('ann_1', '2024-01-16'))).toBe(false);
      expect(await registry.deleteAnnotation(other, 'ann_1')).toBe(false);
      expect(await registry.saveAnnotation(acme, note('ann_1', '2024-01-16', 'Launch'))).toBe(true);
      expect(registry.annotations(acme, null, null)).toEqual([note('ann_1', '2024-01-16', 'Launch')]);
      expect(await registry.deleteAnnotation(acme, 'ann_1')).toBe(true);
      expect(await registry.deleteAnnotation(acme, 'ann_1')).toBe(false);
      expect(registry.annotations(acme, null, null)).toEqual([]);
    });
  });

  describe('currency rates', () => {
    const rate = (currency: string, day: string, value = '1.5', base = 'USD') => ({ currency, day, base, rate: value });

    it('are told by currency, since when, until when and for how many days', async () => {
      const { registry } = open().store;
      await registry.saveCurrencyRates(
        [rate('JPY', '2024-01-15'), rate('EUR', '2024-01-19'), rate('EUR', '2024-01-15')],
        false,
      );
      expect(registry.currencyRates()).toEqual([
        { currency: 'EUR', base: 'USD', first: '2024-01-15', last: '2024-01-19', days: 2 },
        { currency: 'JPY', base: 'USD', first: '2024-01-15', last: '2024-01-15', days: 1 },
      ]);
    });

    it('give way to later ones of the same day, and all of them where they are to be replaced', async () => {
      const { store, reader } = open();
      const { registry } = store;
      const rates = (from: string, to: string) => reader.reports.currencyRates(['EUR', 'CHF'], from, to);
      await registry.saveCurrencyRates([rate('EUR', '2024-01-15', '1.1'), rate('JPY', '2024-01-15')], false);
      await registry.saveCurrencyRates([rate('EUR', '2024-01-15', '1.2'), rate('EUR', '2024-01-17')], false);
      expect(await rates('2024-01-15', '2024-01-16')).toEqual([rate('EUR', '2024-01-15', '1.2')]);
      expect(await rates('2024-01-16', '2024-01-17')).toEqual([rate('EUR', '2024-01-17')]);
      await registry.saveCurrencyRates([rate('EUR', '2024-02-01', '2', 'GBP')], true);
      expect(registry.currencyRates()).toMatchObject([{ currency: 'EUR', base: 'GBP', days: 1 }]);
    });

    it('are added all or not at all', async () => {
      const { registry } = open().store;
      await registry.saveCurrencyRates([rate('EUR', '2024-01-15')], false);
      const broken = { ...rate('EUR', '2024-01-17'), rate: null as never };
      await expect(registry.saveCurrencyRates([rate('EUR', '2024-01-16'), broken], true)).rejects.toThrow();
      expect(registry.currencyRates()).toMatchObject([{ first: '2024-01-15', days: 1 }]);
    });
  });

  describe('remembered answers', () => {
    const answer = (body: string) => ({ fingerprint: 'f', status: 201, body });

    it('are the first to a key within its scope', async () => {
      const { registry } = open().store;
      await registry.rememberAnswer('key_1', 'k', answer('first'), NOON);
      await registry.rememberAnswer('key_1', 'k', answer('second'), NOON + 1);
      expect(registry.rememberedAnswer('key_1', 'k', NOON + 2)).toEqual(answer('first'));
      expect(registry.rememberedAnswer('key_2', 'k', NOON + 2)).toBe(null);
      expect(registry.rememberedAnswer('key_1', 'other', NOON + 2)).toBe(null);
    });

    it('last for 24 hours, and then the key is free', async () => {
      const { registry } = open().store;
      await registry.rememberAnswer('key_1', 'k', answer('first'), NOON);
      expect(registry.rememberedAnswer('key_1', 'k', NOON + DAY)).toEqual(answer('first'));
      expect(registry.rememberedAnswer('key_1', 'k', NOON + DAY + 1)).toBe(null);
      await registry.rememberAnswer('key_1', 'k', answer('second'), NOON + DAY + 1);
      expect(registry.rememberedAnswer('key_1', 'k', NOON + DAY + 1)).toEqual(answer('second'));
    });
  });

  describe('allowances', () => {
    it('are kept as they were last saved, for as long as their windows run', async () => {
      const { registry } = open().store;
      const used = (name: string, count: number, resetsAt: number) => ({ name, used: count, resetsAt });
      await registry.saveAllowances([used('batch key_1', 3, NOON + HOUR), used('event key_2', 1, NOON + 1)], NOON);
      await registry.saveAllowances([used('batch key_1', 8, NOON + HOUR)], NOON);
      const names = (now: number) =>
        registry
          .usedAllowances(now)
          .map(({ name }) => name)
          .sort();
      expect(names(NOON)).toEqual(['batch key_1', 'event key_2']);
      expect(registry.usedAllowances(NOON + 2)).toEqual([used('batch key_1', 8, NOON + HOUR)]);
      expect(names(NOON + HOUR + 1)).toEqual([]);
    });
  });

  describe('secrets', () => {
    it('are 32 random bytes a day and one for good, made on first use', () => {
      const { registry } = open().store;
      const saltOf = (day: string) => registry.salt(day, '2024-01-01');
      const [first, second] = [saltOf('2024-01-01'), saltOf('2024-01-02')];
      expect([first.length, second.length]).toEqual([32, 32]);
      expect(first.equals(second)).toBe(false);
      expect(saltOf('2024-01-01')).toEqual(first);
      expect(registry.secret()).toEqual(registry.secret());
      expect(registry.secret().equals(open().store.registry.secret())).toBe(false);
      expect(first.equals(open().store.registry.salt('2024-01-01', '2024-01-01'))).toBe(false);
    });

    it('of a day last as long as that day is in use, then are erased', () => {
      const { registry } = open().store;
      const [first, second] = [registry.salt('2024-01-01', '2024-01-01'), registry.salt('2024-01-02', '2024-01-01')];
      expect(registry.salt('2024-01-01', '2024-01-01')).toEqual(first);
      expect(registry.salt('2024-01-02', '2024-01-02')).toEqual(second);
      expect(registry.salt('2024-01-01', '2024-01-02').equals(first)).toBe(false);
    });
  });
}
