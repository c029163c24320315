import { siteOf } from '../../../model/site.ts';
import type { Erased, Erasure } from '../../erasure.ts';
import type { Connection } from '../engine/connection.ts';
import { findIdentities } from '../read/identities.ts';
import { findIdentityPayments } from '../read/identity-payments.ts';
import type { Write } from './commands/index.ts';

/** Rows in one step: some twentieths of a second on a slow disk. */
const CHUNK = 2000;

/** Deleting over one writer, and a connection for counting. */
export function createErasure(db: Connection, write: Write, chunk = CHUNK): Erasure {
  const identities = findIdentities(db);
  const paymentsOf = findIdentityPayments(db);
  const count = (sql: string) => db.prepare<unknown[], number>(`select ${sql}`).pluck();
  const theirs = 'where site = @site and visitor in (select value from json_each(@visitors))';
  const events = count(`(select count(*) from events ${theirs}) + (select count(*) from excluded_events ${theirs})`);
  const sessions = count(`count(*) from sessions ${theirs}`);
  const websiteEvents = count(
    `(select count(*) from events where site in (@live, @test))
     + (select count(*) from excluded_events where site in (@live, @test))`,
  );
  const websitePayments = count('count(*) from payments where site in (@live, @test)');
  const unfinished = db.prepare<[], number>('select number from deleted_websites where not emptied').pluck();

  return {
    countVisitor: async (sites, visitor) => {
      const erased = sites.map((site): Erased => {
        const visitors = identities.same(site, visitor);
        const who = { site, visitors: JSON.stringify(visitors) };
        const payments = paymentsOf(site, visitors, identities.userOf(site, visitor)).length;
        return { visitors, events: events.get(who) ?? 0, sessions: sessions.get(who) ?? 0, payments };
      });
      return erased.reduce(add, nothingOf(visitor));
    },
    eraseVisitor: async (sites, visitor) => {
      let erased = nothingOf(visitor);
      for (const site of sites) {
        for (let done = false; !done; ) {
          const step = await write('eraseVisitor', { site, visitor, limit: chunk });
          erased = add(erased, step);
          done = step.done;
        }
      }
      return erased;
    },
    countWebsite: async (website) => {
      const sites = { live: siteOf(website, false), test: siteOf(website, true) };
      return { events: websiteEvents.get(sites) ?? 0, payments: websitePayments.get(sites) ?? 0 };
    },
    emptyDeletedWebsites: async () => {
      for (const number of unfinished.all()) while (await write('emptyWebsite', { number, limit: chunk }));
    },
  };
}

const nothingOf = (visitor: string): Erased => ({ visitors: [visitor], events: 0, sessions: 0, payments: 0 });

const add = (sum: Erased, part: Erased): Erased => ({
  visitors: [...new Set([...sum.visitors, ...part.visitors])],
  events: sum.events + part.events,
  sessions: sum.sessions + part.sessions,
  payments: sum.payments + part.payments,
});
