import { randomBytes } from 'node:crypto';
import type { Annotation } from '../../../contract/annotation.ts';
import type { ConversionEvent } from '../../../contract/conversion-event.ts';
import { formatTimestamp } from '../../../contract/fields.ts';
import { type ApiKey, siteOf } from '../../../model/website.ts';
import type { RatedCurrency, Registry, RememberedAnswer, UsedAllowance } from '../../registry.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import { ANSWER_LIFE_MS } from '../write/commands/remember-answer.ts';
import { type KeyRow, readKey } from './key-row.ts';
import { readShareLink, type ShareLinkRow } from './person-row.ts';
import { readWebsite, type WebsiteRow } from './website-row.ts';

/** `website` comes out as the id, the later of two columns of one name. */
const LINKS = `select share_links.*, websites.id as website from share_links join websites on number = share_links.website`;

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
  const shareLink = db.prepare<[string], ShareLinkRow>(`${LINKS} where share_links.id = ?`);
  const shareLinks = db.prepare<[string], ShareLinkRow>(
    `${LINKS} where websites.id = ? order by share_links.created_at, share_links.id`,
  );
  const annotations = db.prepare<unknown[], Omit<Annotation, 'created_at'> & { created_at: number }>(
    `select id, date, text, created_at from annotations
     where website = @website and date >= coalesce(@from, '') and date <= coalesce(@to, '9999-12-31') order by date, number`,
  );
  const currencyRates = db.prepare<[], RatedCurrency>(
    `select currency, base, min(day) as first, max(day) as last, count(*) as days
     from currency_rates group by currency order by currency`,
  );
  const answer = db.prepare<[string, string, number], RememberedAnswer>(
    'select fingerprint, status, body from remembered_answers where scope = ? and key = ? and created_at >= ?',
  );
  const allowances = db.prepare<[number], UsedAllowance>(
    'select name, used, resets_at as resetsAt from allowances where resets_at >= ?',
  );
  /** When keys were used, until it is written down. */
  const used = new Map<string, number>();
  const keyOf = (row: KeyRow): ApiKey => {
    const key = readKey(row);
    return { ...key, lastUsedAt: used.get(key.id) ?? key.lastUsedAt };
  };
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

    deleteWebsite: (of, now) => change('deleteWebsite', { id: of.id, number: of.number, now }),

    keyByHash: (hash) => keyOfHash(hash),
    keyById: (id) => map(keyById.get(id), keyOf),
    keys: () => keys.all().map(keyOf),
    createKey: (key) => change('createKey', key),
    endKey: (id, end) => change('endKey', { id, end }),
    keyUsed: (id, at) => {
      used.set(id, at);
    },

    conversionEvents: (of) =>
      conversionEvents.all(of.number).map((definition): ConversionEvent => JSON.parse(definition)),
    createConversionEvent: (of, event) => write('createConversionEvent', { website: of.number, event }),
    updateConversionEvent: (of, event) => write('updateConversionEvent', { website: of.number, event }),

    shareLink: (id) => map(shareLink.get(id), readShareLink),
    shareLinks: (of) => shareLinks.all(of.id).map(readShareLink),
    createShareLink: (link) => write('createShareLink', link),
    deleteShareLink: (id) => write('deleteShareLink', id),

    annotations: (of, from, to) =>
      annotations
        .all({ website: of.number, from, to })
        .map((row) => ({ ...row, created_at: formatTimestamp(row.created_at) })),
    saveAnnotation: (of, annotation) => write('saveAnnotation', { website: of.number, annotation }),
    deleteAnnotation: (of, id) => write('deleteAnnotation', { website: of.number, id }),

    currencyRates: () => currencyRates.all(),
    saveCurrencyRates: (rates, replace) => write('saveCurrencyRates', { rates, replace }),

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
      await write('markKeysUsed', uses);
      for (const [id, at] of uses) if (used.get(id) === at) used.delete(id);
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
