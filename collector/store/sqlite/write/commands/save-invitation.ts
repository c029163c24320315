import type { Invitation, Person } from '../../../../model/person.ts';
import type { Connection } from '../../engine/connection.ts';
import {
  type InvitationRow,
  IS_OWNER,
  type PersonRow,
  readPerson,
  writeInvitation,
  writePerson,
} from '../../registry/person-row.ts';

/** Adds an invitation, unless its inviter may invite nobody any more; earlier ones of the same purpose and address end. */
export function createInvitation(db: Connection): (invitation: Invitation) => void {
  const replace = db.prepare('delete from invitations where purpose = @purpose and email is @email');
  const insert = db.prepare(
    `insert into invitations (id, hash, purpose, email, role, websites, inviter, created_at, expires_at)
     select @id, @hash, @purpose, @email, @role, @websites, @inviter, @created_at, @expires_at
     where @inviter is null or exists (select 1 from people where id = @inviter and ${IS_OWNER})`,
  );
  return (invitation) => {
    const { purpose, email } = invitation;
    replace.run({ purpose, email });
    insert.run(writeInvitation(invitation));
  };
}

/** Answers false for an unknown id. */
export function cancelInvitation(db: Connection): (id: string) => boolean {
  const cancel = db.prepare('delete from invitations where id = ?');
  return (id) => cancel.run(id).changes > 0;
}

export interface AcceptInvitation {
  hash: string;
  /** As it shall be; a reset takes the name and the password of it. */
  person: Person;
  now: number;
}

/** Uses an invitation up. Judged within the transaction, so that of two who use one link one is refused. */
export function acceptInvitation(db: Connection): (request: AcceptInvitation) => Person | 'gone' | 'taken' {
  const find = db.prepare<[string, number], InvitationRow>(
    'select * from invitations where hash = ? and expires_at > ?',
  );
  const anybody = db.prepare('select 1 from people limit 1').pluck();
  const byEmail = db.prepare<[string], PersonRow>('select * from people where email = ?');
  const insert = db.prepare(
    `insert into people (id, email, name, role, websites, password_hash, created_at, last_seen_at)
     values (@id, @email, @name, @role, @websites, @password_hash, @created_at, @last_seen_at)`,
  );
  const reset = db.prepare('update people set name = @name, password_hash = @password_hash where email = @email');
  const signOut = db.prepare('delete from sign_ins where person = ?');
  const useUp = db.prepare('delete from invitations where hash = @hash or email = @email');
  return ({ hash, person, now }) => {
    const invitation = find.get(hash, now);
    if (invitation === undefined) return 'gone';
    if (invitation.purpose === 'setup' && anybody.get() !== undefined) return 'gone';
    const known = byEmail.get(person.email);
    if (invitation.purpose === 'reset') {
      if (known === undefined) return 'gone';
      const { name, password_hash } = writePerson(person);
      reset.run({ name, password_hash, email: person.email });
      signOut.run(known.id);
    } else {
      if (known !== undefined) return 'taken';
      // By the invitation of this moment: a website may have gone since it was shown.
      const { role, websites } = invitation;
      insert.run({ ...writePerson(person), role, websites });
    }
    useUp.run({ hash, email: person.email });
    return readPerson(byEmail.get(person.email) as PersonRow);
  };
}
