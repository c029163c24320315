import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../../collector/account/website.ts';
import type { Invitation, Person } from '../../../collector/model/person.ts';
import type { People } from '../../../collector/store/people.ts';
import { DAY, HOUR, NOON } from '../../support/made-up.ts';
import type { Open } from './opened.ts';

let counter = 0;
function person(over: Partial<Person> = {}): Person {
  counter += 1;
  return {
    id: `per_${counter}`,
    email: `${counter}@acme.test`,
    name: `Person ${counter}`,
    role: 'owner',
    websites: null,
    passwordHash: 'hash of a password',
    createdAt: NOON,
    lastSeenAt: null,
    ...over,
  };
}

function invitation(over: Partial<Invitation> = {}): Invitation {
  counter += 1;
  return {
    id: `inv_${counter}`,
    hash: `token ${counter}`,
    purpose: 'invite',
    email: `${counter}@acme.test`,
    role: 'owner',
    websites: null,
    inviter: null,
    createdAt: NOON,
    expiresAt: NOON + DAY,
    ...over,
  };
}

/** Somebody who was invited and has come. */
async function join(people: People, over: Partial<Person> = {}): Promise<Person> {
  const joining = person(over);
  const { email, role, websites } = joining;
  const open = invitation({ email, role, websites });
  await people.createInvitation(open);
  const joined = await people.acceptInvitation(open.hash, joining, NOON);
  if (joined === 'gone' || joined === 'taken') throw new Error(joined);
  return joined;
}

async function signIn(people: People, of: Person, hash: string, expiresAt = NOON + DAY): Promise<void> {
  await people.createSignIn({ hash, person: of.id, createdAt: NOON, expiresAt });
}

export function describePeople(open: Open): void {
  describe('people', () => {
    it('are listed in order of creation, and found by id and by address', async () => {
      const { people } = open().store;
      expect([people.anybody(), people.people()]).toEqual([false, []]);
      const later = await join(people, { createdAt: NOON + 1 });
      const earlier = await join(people, { createdAt: NOON, role: 'viewer', websites: ['acme'] });
      expect([people.anybody(), people.people()]).toEqual([true, [earlier, later]]);
      expect([people.personById(later.id), people.personByEmail(earlier.email)]).toEqual([later, earlier]);
      expect([people.personById('unknown'), people.personByEmail('unknown')]).toEqual([null, null]);
    });

    it('are changed in what is named, the rest kept as it is by then', async () => {
      const { people } = open().store;
      await join(people);
      const ann = await join(people, { role: 'viewer', websites: ['a'] });
      expect(await people.changePerson(ann.id, { websites: ['a', 'b'] })).toEqual({ ...ann, websites: ['a', 'b'] });
      const renamed = { ...ann, websites: ['a', 'b'], name: 'Ann' };
      expect(await people.changePerson(ann.id, { name: 'Ann' })).toEqual(renamed);
      expect(people.personById(ann.id)).toEqual(renamed);
      expect(await people.changePerson('unknown', { name: 'x' })).toBe('unknown');
    });

    it('always have one who owns the whole account', async () => {
      const { people } = open().store;
      const olive = await join(people);
      await join(people, { role: 'viewer' });
      await join(people, { role: 'owner', websites: ['a'] });
      expect(await people.changePerson(olive.id, { role: 'viewer' })).toBe('last');
      expect(await people.changePerson(olive.id, { websites: ['a'] })).toBe('last');
      expect(await people.removePerson(olive.id)).toBe('last');
      expect(people.personById(olive.id)).toEqual(olive);
      await join(people);
      expect(await people.removePerson(olive.id)).toBe('done');
      expect(people.personById(olive.id)).toBe(null);
      expect(await people.removePerson(olive.id)).toBe('unknown');
    });

    it('lose the open invitations they made once they do not own the account any more', async () => {
      const { people } = open().store;
      await join(people);
      const ann = await join(people);
      const [theirs, another] = [invitation({ inviter: ann.id }), invitation()];
      for (const each of [theirs, another]) await people.createInvitation(each);
      await people.changePerson(ann.id, { name: 'Ann' });
      expect(people.invitations(NOON)).toHaveLength(2);
      await people.changePerson(ann.id, { role: 'viewer' });
      expect(people.invitations(NOON)).toEqual([another]);
      await people.createInvitation(invitation({ inviter: ann.id }));
      expect(people.invitations(NOON)).toEqual([another]);
    });

    it('take their sessions and open invitations along when they are removed, those they made too', async () => {
      const { people } = open().store;
      const olive = await join(people);
      const ann = await join(people);
      for (const of of [olive, ann]) await signIn(people, of, `cookie of ${of.id}`);
      const [reset, theirs, another] = [
        invitation({ purpose: 'reset', email: ann.email }),
        invitation({ inviter: ann.id }),
        invitation({ inviter: olive.id }),
      ];
      for (const each of [reset, theirs, another]) await people.createInvitation(each);
      expect(await people.removePerson(ann.id)).toBe('done');
      expect(people.signedIn(`cookie of ${ann.id}`, NOON)).toBe(null);
      expect(people.signedIn(`cookie of ${olive.id}`, NOON)?.person).toEqual(olive);
      expect(people.invitations(NOON)).toEqual([another]);
    });

    it('end every other session and every open reset when they change their password', async () => {
      const { people } = open().store;
      const [olive, ann] = [await join(people), await join(people)];
      await signIn(people, ann, 'kept');
      await signIn(people, ann, 'other');
      await signIn(people, olive, 'of olive');
      const resets = [ann, olive].map(({ email }) => invitation({ purpose: 'reset', email }));
      for (const each of resets) await people.createInvitation(each);
      await people.changePassword(ann.id, 'new hash', 'kept');
      expect(people.personById(ann.id)).toEqual({ ...ann, passwordHash: 'new hash' });
      const live = ['kept', 'other', 'of olive'].filter((hash) => people.signedIn(hash, NOON) !== null);
      expect(live).toEqual(['kept', 'of olive']);
      expect(people.invitations(NOON)).toEqual([resets[1]]);
    });

    it('were last seen at the latest of what was remembered, once it is written down', async () => {
      const { store } = open();
      const ann = await join(store.people);
      store.people.personSeen(ann.id, NOON + 5);
      await store.flush();
      store.people.personSeen(ann.id, NOON + 3);
      await store.flush();
      expect(store.people.personById(ann.id)?.lastSeenAt).toBe(NOON + 5);
    });

    it('see a deleted website no more, nor a later one of its id', async () => {
      const { people, registry } = open().store;
      const acme = await registry.createWebsite(createWebsite({ id: 'acme', domain: 'acme.test' }, NOON));
      if (acme === null) throw new Error('The id is not free');
      await join(people);
      const ann = await join(people, { role: 'viewer', websites: ['acme', 'b'] });
      const bob = await join(people, { role: 'viewer', websites: ['acme'] });
      await people.createInvitation(invitation({ role: 'viewer', websites: ['acme', 'b'] }));
      await registry.deleteWebsite(acme, NOON);
      expect([ann, bob].map(({ id }) => people.personById(id)?.websites)).toEqual([['b'], []]);
      expect(people.invitations(NOON)).toMatchObject([{ websites: ['b'] }]);
    });
  });

  describe('sign-ins', () => {
    it('say who is signed in and until when, unless they have expired or are unknown', async () => {
      const { people } = open().store;
      const ann = await join(people);
      await signIn(people, ann, 'cookie', NOON + HOUR);
      expect(people.signedIn('cookie', NOON)).toEqual({ person: ann, expiresAt: NOON + HOUR });
      expect(people.signedIn('cookie', NOON + HOUR)).toBe(null);
      expect(people.signedIn('unknown', NOON)).toBe(null);
    });

    it('can be renewed, never to end sooner, and ended', async () => {
      const { people } = open().store;
      await signIn(people, await join(people), 'cookie', NOON + HOUR);
      await people.renewSignIn('cookie', NOON + DAY);
      await people.renewSignIn('cookie', NOON + 2);
      expect(people.signedIn('cookie', NOON)?.expiresAt).toBe(NOON + DAY);
      await people.endSignIn('cookie');
      expect(people.signedIn('cookie', NOON)).toBe(null);
    });

    it('are of nobody who was removed meanwhile', async () => {
      const { people } = open().store;
      await signIn(people, person(), 'cookie');
      expect(people.signedIn('cookie', NOON)).toBe(null);
    });
  });

  describe('invitations', () => {
    it('are those that can still be accepted, the setup apart', async () => {
      const { people } = open().store;
      const [later, earlier, expired] = [
        invitation({ createdAt: NOON + 1 }),
        invitation({ createdAt: NOON }),
        invitation({ expiresAt: NOON }),
      ];
      const setup = invitation({ purpose: 'setup', email: null });
      for (const each of [later, earlier, expired, setup]) await people.createInvitation(each);
      expect(people.invitations(NOON)).toEqual([earlier, later]);
      expect(people.invitationByHash(setup.hash, NOON)).toEqual(setup);
      expect([expired.hash, 'unknown'].map((hash) => people.invitationByHash(hash, NOON))).toEqual([null, null]);
      expect(await people.acceptInvitation(expired.hash, person(), NOON)).toBe('gone');
    });

    it('end earlier ones of the same purpose and address', async () => {
      const { people } = open().store;
      const first = invitation({ email: 'ann@acme.test' });
      const reset = invitation({ email: 'ann@acme.test', purpose: 'reset' });
      const second = invitation({ email: 'ann@acme.test', createdAt: NOON + 1 });
      for (const each of [first, reset, second]) await people.createInvitation(each);
      expect(people.invitationByHash(first.hash, NOON)).toBe(null);
      expect(people.invitations(NOON)).toEqual([reset, second]);
    });

    it('can be cancelled, once', async () => {
      const { people } = open().store;
      const one = invitation();
      await people.createInvitation(one);
      expect([await people.cancelInvitation(one.id), await people.cancelInvitation(one.id)]).toEqual([true, false]);
      expect(people.invitationByHash(one.hash, NOON)).toBe(null);
    });

    it('make one person, of the role and the reach that they say', async () => {
      const { people } = open().store;
      const one = invitation({ role: 'viewer', websites: ['acme'] });
      await people.createInvitation(one);
      const asked = person({ email: one.email ?? '', role: 'owner', websites: null });
      const made = { ...asked, role: 'viewer', websites: ['acme'] };
      expect(await people.acceptInvitation(one.hash, asked, NOON)).toEqual(made);
      expect(people.people()).toEqual([made]);
      expect(people.invitationByHash(one.hash, NOON)).toBe(null);
      expect(await people.acceptInvitation(one.hash, person(), NOON)).toBe('gone');
    });

    it('make nobody of an address that is in use', async () => {
      const { people } = open().store;
      const ann = await join(people);
      const again = invitation({ email: ann.email });
      await people.createInvitation(again);
      expect(await people.acceptInvitation(again.hash, person({ email: ann.email }), NOON)).toBe('taken');
      expect(people.people()).toEqual([ann]);
    });

    it('to set up are over as soon as there is a person', async () => {
      const { people } = open().store;
      const setup = invitation({ purpose: 'setup', email: null });
      await people.createInvitation(setup);
      await join(people);
      expect(people.invitationByHash(setup.hash, NOON)).toBe(null);
      expect(await people.acceptInvitation(setup.hash, person(), NOON)).toBe('gone');
    });

    it('to reset give a person a new password and end the sessions', async () => {
      const { people } = open().store;
      const ann = await join(people);
      await signIn(people, ann, 'cookie');
      const reset = invitation({ purpose: 'reset', email: ann.email });
      await people.createInvitation(reset);
      const chosen = { ...ann, passwordHash: 'new hash' };
      expect(await people.acceptInvitation(reset.hash, chosen, NOON)).toEqual(chosen);
      expect([people.people(), people.signedIn('cookie', NOON)]).toEqual([[chosen], null]);
      expect(await people.acceptInvitation(reset.hash, chosen, NOON)).toBe('gone');
    });
  });

  describe('forgetExpired', () => {
    it('deletes what has expired, and nothing else', async () => {
      const { people } = open().store;
      const ann = await join(people);
      await signIn(people, ann, 'old', NOON + HOUR);
      await signIn(people, ann, 'young', NOON + DAY);
      const [old, young] = [invitation({ expiresAt: NOON + HOUR }), invitation()];
      for (const each of [old, young]) await people.createInvitation(each);
      await people.forgetExpired(NOON + HOUR);
      // Asked as of before: what is gone is not merely out of date.
      expect([people.signedIn('old', NOON), people.invitationByHash(old.hash, NOON)]).toEqual([null, null]);
      expect(people.signedIn('young', NOON)?.person).toEqual(ann);
      expect(people.invitations(NOON)).toEqual([young]);
    });
  });
}
