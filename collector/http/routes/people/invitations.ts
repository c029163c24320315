import { invite, inviteBack, type MintedInvitation, presentInvitation } from '../../../account/invitation.ts';
import { hashSecret } from '../../../account/key.ts';
import { presentSelf } from '../../../account/person.ts';
import type { InvitationBody } from '../../../contract/account/people.ts';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { invalid, Refusal } from '../../../contract/problem.ts';
import { mintId } from '../../../model/id.ts';
import type { Invitation } from '../../../model/person.ts';
import { networkOf } from '../../demands/client-address.ts';
import { rateLimited } from '../../demands/rate-limit.ts';
import { requireWebsites } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { createSignIns } from './sign-in.ts';

/** `POST /api/invitations/inspect` */
export function inspectInvitation(d: Dependencies): Handler<typeof endpoints.inspectInvitation> {
  const find = createFindInvitation(d);
  return async ({ body, address }) => {
    const { purpose, email, role } = await find(body.token, address);
    return { success: true, invitation: { purpose, email, role } };
  };
}

/** `POST /api/invitations/accept` */
export function acceptInvitation(d: Dependencies): Handler<typeof endpoints.acceptInvitation> {
  const find = createFindInvitation(d);
  const signIns = createSignIns(d);
  return async ({ ctx, body, address, received }) => {
    const invitation = await find(body.token, address);
    const email = emailFor(invitation, body.email);
    const before = d.people.personByEmail(email);
    const wanted = {
      id: mintId('per'),
      email,
      name: body.name ?? before?.name ?? email.slice(0, email.indexOf('@')),
      role: invitation.role,
      websites: invitation.websites,
      passwordHash: await d.passwords.hash(body.password),
      createdAt: received,
      lastSeenAt: received,
    };
    const person = await d.people.acceptInvitation(invitation.hash, wanted, d.now());
    if (person === 'gone') throw badToken();
    if (person === 'taken') throw emailTaken();
    await signIns.begin(ctx, person);
    return { success: true, person: presentSelf(person) };
  };
}

/** `POST /api/invitations` */
export function createInvitation(d: Dependencies): Handler<typeof endpoints.createInvitation> {
  return async ({ caller, body, received }) => {
    requireWebsites(d.registry, caller, body.websites ?? []);
    const { invitation, path } = mint(d, body, caller.id, received);
    await d.people.createInvitation(invitation);
    return { success: true, invitation: presentInvitation(invitation), path };
  };
}

/** `DELETE /api/invitations/{invitation_id}` */
export function cancelInvitation({ people }: Dependencies): Handler<typeof endpoints.cancelInvitation> {
  return async ({ ctx, received }) => {
    const invitation = people.invitations(received).find(({ id }) => id === ctx.params.invitation_id);
    if (invitation === undefined || !(await people.cancelInvitation(invitation.id))) throw notFound();
    return { success: true, invitation: presentInvitation(invitation) };
  };
}

/** Finds what a token stands for. Throws a refusal for one that cannot be used, also when an address tries too many. */
function createFindInvitation({ people, limits, now }: Dependencies) {
  return async (token: string, address: string): Promise<Invitation> => {
    const invitation = people.invitationByHash(hashSecret(token), now());
    if (invitation !== null) return invitation;
    const allowance = await limits.failure(networkOf(address));
    throw allowance.exceeded ? rateLimited(allowance) : badToken();
  };
}

function mint({ people }: Dependencies, body: InvitationBody, inviter: string, now: number): MintedInvitation {
  const person = people.personByEmail(body.email);
  if (body.purpose === 'reset') {
    if (person === null) throw invalid('email', 'e-mail address of a person');
    return inviteBack(person, inviter, now);
  }
  if (person !== null) throw emailTaken();
  if (body.role === undefined) throw invalid('role', 'owner or viewer', 'MISSING_FIELD');
  return invite({ email: body.email, role: body.role, websites: body.websites ?? null, inviter }, now);
}

function emailFor(invitation: Invitation, sent: string | undefined): string {
  const email = invitation.email ?? sent;
  if (email === undefined) throw invalid('email', 'e-mail address', 'MISSING_FIELD');
  if (sent !== undefined && sent !== email) throw invalid('email', 'the address that was invited, or absent');
  return email;
}

const badToken = (): Refusal => invalid('token', 'a link that was not used yet and has not expired');

function emailTaken(): Refusal {
  return new Refusal({
    code: 'CONFLICT',
    message: 'Somebody with this e-mail address has an account',
    details: { field: 'email', expected: 'an address that is not in use' },
  });
}

function notFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such invitation',
    details: { field: 'invitation_id', expected: 'id of an invitation' },
  });
}
