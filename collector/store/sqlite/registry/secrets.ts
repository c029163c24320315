import { randomBytes } from 'node:crypto';
import type { Secrets } from '../../registry/secrets.ts';
import type { Connection } from '../engine/connection.ts';

/** Made on first use, at once and not through the writer, as a request needs them to go on. */
export const createSecrets = (db: Connection): Secrets => ({
  salt: dailySalts(db),
  secret: () => installationSecret(db),
});

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
