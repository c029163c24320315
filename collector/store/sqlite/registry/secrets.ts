import { randomBytes } from 'node:crypto';
import type { Secrets } from '../../registry/secrets.ts';
import type { Connection } from '../engine/connection.ts';

/** Made on first use, at once and not through the writer, as a request needs them to go on. */
export const createSecrets = (db: Connection): Secrets => ({
  salt: dailySalts(db),
  secret: () => installationSecret(db),
});

/** Salts that are in use are kept in memory. */
function dailySalts(db: Connection): Secrets['salt'] {
  const find = db.prepare<[string], Buffer>('select salt from salts where day = ?').pluck();
  const make = db.prepare('insert into salts (day, salt) values (?, ?) on conflict do nothing');
  const erase = db.prepare('delete from salts where day < ?');
  const known = new Map<string, Buffer>();
  let erased = '';
  return (day, firstInUse) => {
    if (firstInUse > erased) {
      erase.run(firstInUse);
      known.clear();
      erased = firstInUse;
    }
    const salt = known.get(day) ?? find.get(day) ?? made(day);
    known.set(day, salt);
    return salt;
  };

  function made(day: string): Buffer {
    make.run(day, randomBytes(32));
    return find.get(day) as Buffer;
  }
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
