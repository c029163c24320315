import { presentSelf } from '../../../account/person.ts';
import { refuseReadOnly } from '../../../account/read-only.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { invalid, Refusal } from '../../../contract/problem.ts';
import type { Person } from '../../../model/person.ts';
import { networkOf } from '../../demands/client-address.ts';
import { rateLimited } from '../../demands/rate-limit.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { createSignIns } from './sign-in.ts';

/** `GET /api/session` */
export function getSession(d: Dependencies): Handler<typeof endpoints.getSession> {
  const signIns = createSignIns(d);
  return async ({ ctx }) => {
    const caller = ctx.headers.authorization === undefined ? await signIns.find(ctx) : null;
    const person = caller === null ? null : presentSelf(caller.person);
    const more = person === null ? {} : { knows_cities: d.knowsCities };
    return { success: true, person, setup_needed: !d.people.anybody(), ...more };
  };
}

/** `POST /api/session` */
export function signIn(d: Dependencies): Handler<typeof endpoints.signIn> {
  const signIns = createSignIns(d);
  const tryPassword = createTryPassword(d);
  return async ({ ctx, body, address }) => {
    const person = d.people.personByEmail(body.email);
    const right = await tryPassword(body.email, body.password, person, address);
    // Trying takes its time, in which the password may have been changed: what was right is not enough then.
    const unchanged = person !== null && d.people.personById(person.id)?.passwordHash === person.passwordHash;
    if (!right || !unchanged) throw wrongPassword();
    await signIns.begin(ctx, person);
    d.people.personSeen(person.id, d.now());
    return { success: true, person: presentSelf(person) };
  };
}

/** `DELETE /api/session` */
export function signOut(d: Dependencies): Handler<typeof endpoints.signOut> {
  const signIns = createSignIns(d);
  return async ({ ctx }) => {
    await signIns.end(ctx);
    return { success: true };
  };
}

/** `PUT /api/session/password` */
export function changePassword(d: Dependencies): Handler<typeof endpoints.changePassword> {
  const tryPassword = createTryPassword(d);
  return async ({ caller: { person, signIn: kept }, body, address }) => {
    if (!(await tryPassword(person.email, body.current_password, person, address))) {
      throw invalid('current_password', 'the present password');
    }
    await d.people.changePassword(person.id, await d.passwords.hash(body.new_password), kept);
    return { success: true };
  };
}

/** `PUT /api/session/profile` */
export function changeProfile({ people }: Dependencies): Handler<typeof endpoints.changeProfile> {
  return async ({ caller: { person }, body }) => {
    refuseReadOnly(body, presentSelf(person), ['id', 'email', 'role', 'websites']);
    const changed = await people.changePerson(person.id, { name: body.name });
    if (typeof changed === 'string') throw signedOut();
    return { success: true, person: presentSelf(changed) };
  };
}

/** Whether a password is right. Counts the tries, and does the same work for an address without an account. */
function createTryPassword({ limits, passwords }: Dependencies) {
  return async (email: string, password: string, person: Person | null, address: string): Promise<boolean> => {
    const network = networkOf(address);
    const allowance = await limits.password(email, network);
    if (allowance.exceeded) throw rateLimited(allowance, 'wrong passwords');
    let wrong = false;
    try {
      wrong = !(await passwords.verify(password, person?.passwordHash ?? null));
      return !wrong;
    } finally {
      if (!wrong) await limits.givePasswordBack(email, network);
    }
  };
}

const signedOut = (): Refusal => new Refusal({ code: 'UNAUTHORIZED', message: 'You are not signed in any more' });

function wrongPassword(): Refusal {
  return new Refusal({ code: 'UNAUTHORIZED', message: 'Wrong e-mail or password' });
}
