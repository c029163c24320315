import type { SignIn } from '../../../people.ts';
import type { Connection } from '../../engine/connection.ts';

/** Signs a person in, unless removed meanwhile. */
export function createSignIn(db: Connection): (signIn: SignIn) => void {
  const insert = db.prepare(
    `insert into sign_ins (hash, person, created_at, expires_at)
     select @hash, id, @createdAt, @expiresAt from people where id = @person`,
  );
  return (signIn) => {
    insert.run(signIn);
  };
}

export function renewSignIn(db: Connection): (request: { hash: string; expiresAt: number }) => void {
  const renew = db.prepare('update sign_ins set expires_at = max(expires_at, @expiresAt) where hash = @hash');
  return (request) => {
    renew.run(request);
  };
}

export function endSignIn(db: Connection): (hash: string) => void {
  const end = db.prepare('delete from sign_ins where hash = ?');
  return (hash) => {
    end.run(hash);
  };
}

/** Deletes sessions and invitations that have expired. */
export function forgetExpired(db: Connection): (now: number) => void {
  const forget = ['sign_ins', 'invitations'].map((table) => db.prepare(`delete from ${table} where expires_at <= ?`));
  return (now) => {
    for (const statement of forget) statement.run(now);
  };
}
