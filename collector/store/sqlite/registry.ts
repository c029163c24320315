import { randomBytes } from 'node:crypto';
import type { ConversionEvent } from '../../contract/conversion-event.ts';
import { siteOf } from '../../model/website.ts';
import type { Registry, RememberedAnswer, UsedAllowance } from '../registry.ts';
import type { Write } from './commands/index.ts';
import { ANSWER_LIFE_MS } from './commands/remember-answer.ts';
import { type KeyRow, readKey } from './key-row.ts';
import type { Connection } from './open.ts';
import { readWebsite, type WebsiteRow } from './website-row.ts';

/** The registry over a connection of its own for reading; writes go through `write`. */
export function createRegistry(db: Connection, write: Write): Registry & { flush(): Promise<void> } {
  const website = db.prepare<[string], WebsiteRow>('select * from websites where id = ?');
  const websites = db.prepare<{ ids: string | null; after: string; limit: number }, WebsiteRow>(
    `select * from websites where (@ids is null or id in (select value from json_each(@ids))) and id > @after order by id limit @limit`,
  );
  const lastEvent = db
    .prepare<[number], number>('select time from events where site = ? order by time desc limit 1')
    .pluck();
  const keyByHash = db.prepare<[string], KeyRow>('select * from api_keys where hash = ?');
  const keyById = db.prepare<[string], KeyRow>('select * from api_keys where id = ?');
  const keys = db.prepare<[], KeyRow>('select * from api_keys order by created_at, id');
  const conversionEvents = db
    .prepare<[number], string>('select definition from conversion_events where website = ? order by number')
    .pluck();
  const answer = db.prepare<[string, string, number], RememberedAnswer>(
    'select fingerprint, status, body from remembered_answers where scope = ? and key = ? and created_at >= ?',
  );
  const allowances = db.prepare<[number], UsedAllowance>(
    'select name, used, resets_at as resetsAt from allowances where resets_at >= ?',
  );
  const used = new Map<string, number>();
  const websiteById = glance((id) => map(website.get(id), readWebsite));
  const keyOfHash = glance((hash) => map(keyByHash.get(hash), readKey));
  /** Writes, then looks afresh. */
  const change: Write = async (command, payload) => {
    const result = await write(command, payload);
    websiteById.forget();
    keyOfHash.forget();
    return result;
  };

  return {
    website: (id) => websiteById(id),
    websites: (ids, after, limit) =>
      websites.all({ ids: ids === null ? null : JSON.stringify(ids), after: after ?? '', limit }).map(readWebsite),
    lastEventAt: (of) => lastEvent.get(siteOf(of, false)) ?? null,
    createWebsite: async (of) => map(await change('createWebsite', of), (number) => ({ ...of, number })),
    updateWebsite: (of, expectedUpdatedAt) => change('updateWebsite', { website: of, expectedUpdatedAt }),

    keyByHash: (hash) => keyOfHash(hash),
    keyById: (id) => map(keyById.get(id), readKey),
    keys: () => keys.all().map(readKey),
    createKey: (key) => change('createKey', key),
    endKey: (id, end) => change('endKey', { id, end }),
    keyUsed: (id, at) => {
      used.set(id, at);
    },

    conversionEvents: (of) =>
      conversionEvents.all(of.number).map((definition): ConversionEvent => JSON.parse(definition)),
    createConversionEvent: (of, event) => write('createConversionEvent', { website: of.number, event }),
    updateConversionEvent: (of, event) => write('updateConversionEvent', { website: of.number, event }),

    rememberedAnswer: (scope, key, now) => answer.get(scope, key, now - ANSWER_LIFE_MS) ?? null,
    rememberAnswer: (scope, key, remembered, now) => write('rememberAnswer', { scope, key, answer: remembered, now }),

    usedAllowances: (now) => allowances.all(now),
    saveAllowances: (of, now) => write('saveAllowances', { used: of, now }),

    salt: dailySalts(db),
    secret: () => installationSecret(db),
    /** Writes down when keys were last used. */
    flush: async () => {
      if (used.size === 0) return;
      const uses = [...used];
      used.clear();
      await write('markKeysUsed', uses);
    },
  };
}

/** How long (ms) a look at a row is good for. Another process that changes one takes longer than that to say it is done. */
const GLANCE_MS = 25;
const GLANCE_ROWS = 1000;

/** Remembers what a look-up found for a moment: under load, each row is read forty times a second, not thousands. */
function glance<T>(look: (key: string) => T): ((key: string) => T) & { forget(): void } {
  let seen = new Map<string, T>();
  let since = 0;
  const remembered = (key: string): T => {
    const time = performance.now();
    if (time - since > GLANCE_MS || seen.size >= GLANCE_ROWS) {
      seen = new Map();
      since = time;
    }
    const known = seen.get(key);
    if (known !== undefined) return known;
    const found = look(key);
    seen.set(key, found);
    return found;
  };
  return Object.assign(remembered, { forget: () => seen.clear() });
}

const map = <A, B>(value: A | null | undefined, to: (value: A) => B): B | null =>
  value === null || value === undefined ? null : to(value);

/** Salts of today and yesterday are kept in memory; making one erases those of earlier days. */
function dailySalts(db: Connection): (day: string) => Buffer {
  const find = db.prepare<[string], Buffer>('select salt from salts where day = ?').pluck();
  const make = db.prepare('insert into salts (day, salt) values (?, ?) on conflict do nothing');
  const erase = db.prepare("delete from salts where day < date(?, '-1 day')");
  const known = new Map<string, Buffer>();
  return (day) => {
    const salt = known.get(day) ?? find.get(day);
    if (salt !== undefined) {
      known.set(day, salt);
      return salt;
    }
    make.run(day, randomBytes(32));
    erase.run(day);
    for (const other of known.keys()) if (find.get(other) === undefined) known.delete(other);
    const made = find.get(day) as Buffer;
    known.set(day, made);
    return made;
  };
}

function installationSecret(db: Connection): Buffer {
  const find = db.prepare<[], Buffer>("select value from secrets where name = 'installation'").pluck();
  const secret = find.get();
  if (secret !== undefined) return secret;
  db.prepare("insert into secrets (name, value) values ('installation', ?) on conflict do nothing").run(
    randomBytes(32),
  );
  return find.get() as Buffer;
}
