import type { People } from '../../people.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import { type InvitationRow, type PersonRow, readInvitation, readPerson } from './person-row.ts';

/** People over a connection of its own for reading; writes go through `write`. */
export function createPeople(db: Connection, write: Write): People & { flush(): Promise<void> } {
  const anybody = db.prepare<[], number>('select exists (select 1 from people)').pluck();
  const people = db.prepare<[], PersonRow>('select * from people order by created_at, id');
  const byId = db.prepare<[string], PersonRow>('select * from people where id = ?');
  const byEmail = db.prepare<[string], PersonRow>('select * from people where email = ?');
  const signedIn = db.prepare<[string, number], PersonRow & { until: number }>(
    `select people.*, sign_ins.expires_at as until from sign_ins join people on people.id = sign_ins.person
     where sign_ins.hash = ? and sign_ins.expires_at > ?`,
  );
  const invitations = db.prepare<[number], InvitationRow>(
    `select * from invitations where expires_at > ? and purpose <> 'setup' order by created_at, id`,
  );
  const invitation = db.prepare<[string, number], InvitationRow>(
    `select * from invitations where hash = ? and expires_at > ?
     and (purpose <> 'setup' or not exists (select 1 from people))`,
  );
  const seen = new Map<string, number>();
  const one = <Row, T>(row: Row | undefined, read: (row: Row) => T): T | null => (row === undefined ? null : read(row));

  return {
    anybody: () => anybody.get() === 1,
    people: () => people.all().map(readPerson),
    personById: (id) => one(byId.get(id), readPerson),
    personByEmail: (email) => one(byEmail.get(email), readPerson),
    changePerson: (id, to) => write('changePerson', { id, to }),
    removePerson: (id) => write('removePerson', id),
    changePassword: (id, passwordHash, keptSignIn) => write('changePassword', { id, passwordHash, keptSignIn }),
    personSeen: (id, at) => {
      seen.set(id, at);
    },

    signedIn: (hash, now) =>
      one(signedIn.get(hash, now), ({ until, ...row }) => ({ person: readPerson(row), expiresAt: until })),
    createSignIn: (signIn) => write('createSignIn', signIn),
    renewSignIn: (hash, expiresAt) => write('renewSignIn', { hash, expiresAt }),
    endSignIn: (hash) => write('endSignIn', hash),

    invitations: (now) => invitations.all(now).map(readInvitation),
    invitationByHash: (hash, now) => one(invitation.get(hash, now), readInvitation),
    createInvitation: (of) => write('createInvitation', of),
    cancelInvitation: (id) => write('cancelInvitation', id),
    acceptInvitation: (hash, person, now) => write('acceptInvitation', { hash, person, now }),

    forgetExpired: (now) => write('forgetExpired', now),
    /** Writes down when people were last here. */
    flush: async () => {
      if (seen.size === 0) return;
      const sightings = [...seen];
      await write('markPeopleSeen', sightings);
      for (const [id, at] of sightings) if (seen.get(id) === at) seen.delete(id);
    },
  };
}
