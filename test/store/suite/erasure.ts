import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import { siteOf } from '../../../collector/model/site.ts';
import type { Website } from '../../../collector/model/website.ts';
import { findOrigin } from '../../../collector/query/money/attribution.ts';
import { reasonedAttribution } from '../../../collector/query/reports/payment-attribution.ts';
import { append, event, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { identify } from '../identifies.ts';
import { ALWAYS, eventsOf, excludedOf, idsOf, ledgerOf, type Open, type Opened, paymentsOf } from './opened.ts';

const touchesOf = ({ reader }: Opened, visitor: string) => reader.reports.touches(SITE, visitor, 0, ALWAYS.end);

export function describeErasure(open: Open): void {
  describe('erasing a visitor', () => {
    it('takes every device of the person, what was kept apart, and nobody else', async () => {
      const opened = open();
      const { erasure, events } = opened.store;
      await append(
        events,
        event({ visitor: 'phone' }),
        identify('phone', 'ann'),
        identify('laptop', 'ann', { time: NOON + MINUTE }),
        event({ visitor: 'laptop', exclusion: 'bot' }),
        event({ visitor: 'other' }),
        identify('other', 'bob'),
        event({ visitor: 'phone', site: SITE + 2 }),
      );
      const counts = { visitors: ['laptop', 'phone'], events: 4, sessions: 2, payments: 0 };
      const foreseen = await erasure.countVisitor([SITE], 'laptop');
      expect({ ...foreseen, visitors: foreseen.visitors.toSorted() }).toEqual(counts);
      const erased = await erasure.eraseVisitor([SITE], 'laptop');
      expect({ ...erased, visitors: erased.visitors.toSorted() }).toEqual(counts);
      expect(eventsOf(opened).map(({ visitor_id }) => visitor_id)).toEqual(['other', 'other']);
      expect(excludedOf(opened)).toEqual([]);
      expect(eventsOf(opened, SITE + 2)).toHaveLength(1);
      const { reports } = opened.reader;
      expect([await touchesOf(opened, 'phone'), await touchesOf(opened, 'laptop')]).toEqual([[], []]);
      expect([await reports.userOf(SITE, 'phone'), await reports.userOf(SITE, 'other')]).toEqual([null, 'bob']);
      expect(await reports.identifiedVisitor(SITE, 'ann')).toBe(null);
      const nothing = { visitors: ['laptop'], events: 0, sessions: 0, payments: 0 };
      expect(await erasure.eraseVisitor([SITE], 'laptop')).toEqual(nothing);
    });

    it('does so at every site that is named', async () => {
      const opened = open();
      await append(opened.store.events, event(), event({ site: SITE + 1 }), event({ site: SITE + 2 }));
      const sites = [SITE, SITE + 1];
      const two = { visitors: ['v1'], events: 2, sessions: 2, payments: 0 };
      expect(await opened.store.erasure.countVisitor(sites, 'v1')).toEqual(two);
      expect(await opened.store.erasure.eraseVisitor(sites, 'v1')).toEqual(two);
      expect([SITE, SITE + 1, SITE + 2].map((site) => eventsOf(opened, site).length)).toEqual([0, 0, 1]);
    });

    it('keeps the money, and nothing in it that leads to the person', async () => {
      const opened = open();
      const { events, erasure } = opened.store;
      await append(events, event({ visitor: 'v1', session_id: 's1' }), identify('v1', 'ann'), event({ visitor: 'v9' }));
      const ids = { properties: '{"note":"Ann"}' };
      const paid = [
        payment({ revenue_id: 'by_visitor', visitor: 'v1', customer_id: 'cus_1', ...ids }),
        payment({ revenue_id: 'by_session', session_id: 's1', ...ids }),
        payment({ revenue_id: 'by_user', customer_id: 'ann', email_hash: 'hash', ...ids }),
        payment({ revenue_id: 'by_customer', customer_id: 'cus_1', ...ids }),
        payment({ revenue_id: 'by_email', email_hash: 'hash', ...ids }),
        payment({ revenue_id: 'another', visitor: 'v9', customer_id: 'cus_1', ...ids }),
        payment({ revenue_id: 'stranger', customer_id: 'cus_2', ...ids }),
      ];
      for (const each of paid) await events.recordPayment(each, 'keep');
      expect((await erasure.countVisitor([SITE], 'v1')).payments).toBe(5);
      expect((await erasure.eraseVisitor([SITE], 'v1')).payments).toBe(5);
      const { reports } = opened.reader;
      for (const each of paid) {
        const kept = await reports.payment(SITE, each.revenue_id);
        if (['another', 'stranger'].includes(each.revenue_id)) {
          expect(kept).toEqual(each);
          continue;
        }
        const bare = { visitor: null, session_id: null, customer_id: null, email_hash: null, properties: '{}' };
        expect(kept).toEqual({ ...each, ...bare });
        const origin = await findOrigin(reports, { ...each, ...bare }, 30);
        expect(await reasonedAttribution(reports, { ...each, ...bare }, origin, 30)).toMatchObject({
          status: 'unattributed',
          reason: 'no_ids',
        });
      }
      const left = JSON.stringify([eventsOf(opened), excludedOf(opened), paymentsOf(opened)]);
      for (const trace of ['"v1"', '"s1"', '"ann"', '"hash"']) expect(left).not.toContain(trace);
    });

    it('does not take the customers whom a program calls guest for one person', async () => {
      const { events, erasure } = open().store;
      for (const [revenue_id, visitor] of [
        ['r1', 'v1'],
        ['r2', null],
      ] as const) {
        await events.recordPayment(payment({ revenue_id, visitor, customer_id: 'guest' }), 'keep');
      }
      expect((await erasure.eraseVisitor([SITE], 'v1')).payments).toBe(1);
    });

    it('forgets the answers that named the person, and no others', async () => {
      const { events, erasure, registry } = open().store;
      const remember = (key: string, body: object) =>
        registry.rememberAnswer('key', key, { fingerprint: 'f', status: 200, body: JSON.stringify(body) }, NOON);
      await append(events, event({ visitor: 'v1' }));
      await events.recordPayment(payment({ revenue_id: 'rev_1', customer_id: 'c', visitor: 'v1' }), 'keep');
      await remember('theirs', { revenue_id: 'rev_1', attribution: { visitor_id: null } });
      await remember('matched', { revenue_id: 'rev_0', attribution: { visitor_id: 'v1' } });
      await remember('other', { revenue_id: 'rev_2', attribution: { visitor_id: 'v2' } });
      await remember('event', { event_id: 'evt_1' });
      await erasure.eraseVisitor([SITE], 'v1');
      const known = ['theirs', 'matched', 'other', 'event'].filter(
        (key) => registry.rememberedAnswer('key', key, NOON) !== null,
      );
      expect(known).toEqual(['other', 'event']);
    });

    it('leaves the session that its caller named to the others in it', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ event_id: 'a', visitor: 'v1', session_id: 's', page: '/a', country: 'FR' }),
        event({ event_id: 'b', visitor: 'v2', session_id: 's', page: '/b', country: 'DE', time: NOON + MINUTE }),
      );
      await opened.store.erasure.eraseVisitor([SITE], 'v1');
      expect(await touchesOf(opened, 'v1')).toEqual([]);
      expect(await touchesOf(opened, 'v2')).toMatchObject([{ event_id: 'b', entry_page: '/b', country: 'DE' }]);
    });

    it('makes who comes again a new visitor', async () => {
      const opened = open();
      await append(opened.store.events, event({ visitor: 'v1' }), identify('v1', 'ann'));
      await opened.store.erasure.eraseVisitor([SITE], 'v1');
      await append(opened.store.events, event({ visitor: 'v1', time: NOON + MINUTE, page: '/again' }));
      expect(await touchesOf(opened, 'v1')).toMatchObject([{ time: NOON + MINUTE, entry_page: '/again' }]);
      expect(await opened.reader.reports.userOf(SITE, 'v1')).toBe(null);
    });
  });

  describe('deleting a website', () => {
    async function twoWebsites() {
      const opened = open();
      const { events, registry } = opened.store;
      const add = async (id: string) => {
        const website = await registry.createWebsite(createWebsite({ id, domain: `${id}.test` }, NOON));
        if (website === null) throw new Error(id);
        for (const test of [false, true]) {
          const site = siteOf(website, test);
          await append(events, ...Array.from({ length: 5 }, () => event({ site })), event({ site, exclusion: 'bot' }));
          await append(events, identify('v1', 'ann', { site }));
          await events.recordPayment(payment({ site, visitor: 'v1' }), 'keep');
        }
        return website;
      };
      return { opened, kept: await add('kept'), doomed: await add('doomed') };
    }
    /** What there is of a website, live and test. */
    const contents = (opened: Opened, website: Website) =>
      Promise.all(
        [false, true].map(async (test) => {
          const site = siteOf(website, test);
          const { reports } = opened.reader;
          return {
            events: eventsOf(opened, site).length,
            excluded: excludedOf(opened, site).length,
            payments: paymentsOf(opened, site).length,
            touches: (await reports.touches(site, 'v1', 0, ALWAYS.end)).length,
            user: await reports.userOf(site, 'v1'),
            hosts: (await reports.arrivedHosts(site, ALWAYS.start, ALWAYS.end)).length,
            ledger: await ledgerOf(opened, site),
          };
        }),
      );
    const all = { events: 6, excluded: 1, payments: 1, touches: 1, user: 'ann', hosts: 1 };
    const nothing = { events: 0, excluded: 0, payments: 0, touches: 0, user: null, hosts: 0, ledger: {} };

    it('takes all that it has, live and test, and nothing of another’s', async () => {
      const { opened, kept, doomed } = await twoWebsites();
      const { erasure, registry } = opened.store;
      expect(await erasure.countWebsite(doomed)).toEqual({ events: 14, payments: 2 });
      expect(await registry.deleteWebsite(doomed, NOON)).toBe(true);
      await erasure.emptyDeletedWebsites();
      expect(await contents(opened, doomed)).toEqual([nothing, nothing]);
      expect(await contents(opened, kept)).toMatchObject([all, all]);
      expect(await erasure.countWebsite(kept)).toEqual({ events: 14, payments: 2 });
      expect(await registry.deleteWebsite(doomed, NOON)).toBe(false);
    });

    it('stores nothing that arrives late for it, and gives what it had to no later website', async () => {
      const { opened, doomed } = await twoWebsites();
      const { erasure, events, registry } = opened.store;
      await registry.deleteWebsite(doomed, NOON);
      await erasure.emptyDeletedWebsites();
      const site = siteOf(doomed, false);
      expect(await append(events, event({ site }))).toEqual([{ result: 'stored', time: NOON }]);
      await events.recordPayment(payment({ site }), 'keep');
      const drops = [{ site, reason: 'bot' as const, count: 1 }];
      await events.append({ events: [], sessionTimeout: MINUTE, drops, givenUp: 0, received: NOON });
      const refused = { site, reason: 'origin_not_allowed', hostname: 'thief.test', count: 1, at: NOON } as const;
      await events.countRefused([refused]);
      expect(await contents(opened, doomed)).toEqual([nothing, nothing]);
      const again = await registry.createWebsite(createWebsite({ id: 'doomed', domain: 'new.test' }, NOON));
      if (again === null) throw new Error('The id is not free');
      expect(await contents(opened, again)).toEqual([nothing, nothing]);
      expect(idsOf(eventsOf(opened, siteOf(again, false)))).toEqual([]);
    });
  });
}
