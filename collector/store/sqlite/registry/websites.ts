import { siteOf } from '../../../model/site.ts';
import type { Websites } from '../../registry/websites.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import type { Glances } from './glances.ts';
import { readWebsite, type WebsiteRow } from './website-row.ts';

export function createWebsites(db: Connection, write: Write, glances: Glances): Websites {
  const one = db.prepare<[string], WebsiteRow>('select * from websites where id = ?');
  const some = db.prepare<{ ids: string | null; after: string; limit: number }, WebsiteRow>(
    `select * from websites where (@ids is null or id in (select value from json_each(@ids))) and id > @after order by id limit @limit`,
  );
  const lastEvent = db
    .prepare<[number], number>('select time from events where site = ? order by time desc limit 1')
    .pluck();
  const website = glances.of((id) => {
    const row = one.get(id);
    return row === undefined ? null : readWebsite(row);
  });
  const change = glances.endedBy(write);

  return {
    website,
    websites: (ids, after, limit) =>
      some.all({ ids: ids === null ? null : JSON.stringify(ids), after: after ?? '', limit }).map(readWebsite),
    lastEventAt: (of) => lastEvent.get(siteOf(of, false)) ?? null,
    createWebsite: async (of) => {
      const number = await change('createWebsite', of);
      return number === null ? null : { ...of, number };
    },
    updateWebsite: (of, expectedUpdatedAt) => change('updateWebsite', { website: of, expectedUpdatedAt }),
    deleteWebsite: (of, now) => change('deleteWebsite', { id: of.id, number: of.number, now }),
  };
}
