import type { Person } from '../../../../model/person.ts';
import type { PersonChange, PersonMerge } from '../../../people.ts';
import type { Connection } from '../../engine/connection.ts';
import { IS_OWNER, type PersonRow, readPerson, writeList } from '../../registry/person-row.ts';

/** Somebody else who owns the whole account. Asked within the transaction, so that two owners cannot remove each other. */
const OTHER_OWNER = `exists (select 1 from people where ${IS_OWNER} and id <> @id)`;

export interface ChangePerson {
  id: string;
  to: PersonMerge;
}

/**
 * Changes a person, unless nobody would be left who owns the whole account. Whoever does not own it any more has invited
 * nobody: an open link could bring back what was taken. Merged within the transaction: whoever changes
 * the own name must not bring back a role that was taken meanwhile.
 */
export function changePerson(db: Connection): (request: ChangePerson) => Person | Exclude<PersonChange, 'done'> {
  const byId = db.prepare<[string], PersonRow>('select * from people where id = ?');
  const update = db.prepare(
    `update people set name = @name, role = @role, websites = @websites
     where id = @id and (not ${IS_OWNER} or (@role = 'owner' and @websites is null) or ${OTHER_OWNER})`,
  );
  const uninvite = db.prepare(
    `delete from invitations where inviter = @id and not exists (select 1 from people where id = @id and ${IS_OWNER})`,
  );
  return ({ id, to }) => {
    const row = byId.get(id);
    if (row === undefined) return 'unknown';
    const person = readPerson(row);
    const { name = person.name, role = person.role, websites = person.websites } = to;
    if (update.run({ id, name, role, websites: writeList(websites) }).changes === 0) return 'last';
    uninvite.run({ id });
    return { ...person, name, role, websites };
  };
}

/** Removes a person with sessions and open invitations, to them and by them, unless nobody would be left who owns the whole account. */
export function removePerson(db: Connection): (id: string) => PersonChange {
  const email = db.prepare<[string], string>('select email from people where id = ?').pluck();
  const remove = db.prepare(`delete from people where id = @id and (not ${IS_OWNER} or ${OTHER_OWNER})`);
  const uninvite = db.prepare('delete from invitations where email = @address or inviter = @id');
  return (id) => {
    const address = email.get(id);
    if (address === undefined) return 'unknown';
    if (remove.run({ id }).changes === 0) return 'last';
    uninvite.run({ address, id });
    return 'done';
  };
}

export interface ChangePassword {
  id: string;
  passwordHash: string;
  keptSignIn: string;
}

/** Changes a password; every other session and every open reset ends. */
export function changePassword(db: Connection): (request: ChangePassword) => void {
  const update = db.prepare('update people set password_hash = ? where id = ?');
  const signOut = db.prepare('delete from sign_ins where person = ? and hash <> ?');
  const endResets = db.prepare(
    `delete from invitations where purpose = 'reset' and email = (select email from people where id = ?)`,
  );
  return ({ id, passwordHash, keptSignIn }) => {
    update.run(passwordHash, id);
    signOut.run(id, keptSignIn);
    endResets.run(id);
  };
}

/** Notes when people were last here. */
export function markPeopleSeen(db: Connection): (sightings: [id: string, at: number][]) => void {
  const mark = db.prepare('update people set last_seen_at = max(coalesce(last_seen_at, 0), ?) where id = ?');
  return (sightings) => {
    for (const [id, at] of sightings) mark.run(at, id);
  };
}
