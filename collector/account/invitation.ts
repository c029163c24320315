import type { InvitationAnswer } from '../contract/account/people.ts';
import { formatTimestamp } from '../contract/timestamp.ts';
import type { InvitationPurpose } from '../contract/vocabulary.ts';
import { mintId } from '../model/id.ts';
import type { Invitation, Person } from '../model/person.ts';
import { DAY_MS } from '../model/time.ts';
import { mintToken } from './token.ts';

const LIFE_MS: Record<InvitationPurpose, number> = { setup: 7 * DAY_MS, invite: 7 * DAY_MS, reset: DAY_MS };
const PAGE: Record<InvitationPurpose, string> = { setup: '/setup', invite: '/join', reset: '/join' };

type Invited = Pick<Invitation, 'email' | 'role' | 'websites' | 'inviter'>;

export interface MintedInvitation {
  invitation: Invitation;
  /** The link without the collector's address. What follows `#` never reaches a server's log. */
  path: string;
}

/** The link to the first owner's account. */
export const inviteFirstOwner = (now: number): MintedInvitation =>
  mint('setup', { email: null, role: 'owner', websites: null, inviter: null }, now);

/** A link to an account of one's own. */
export const invite = (to: Invited, now: number): MintedInvitation => mint('invite', to, now);

/** A link to a new password, for a person who has an account. */
export const inviteBack = (
  { email, role, websites }: Person,
  inviter: Invitation['inviter'],
  now: number,
): MintedInvitation => mint('reset', { email, role, websites, inviter }, now);

function mint(purpose: InvitationPurpose, to: Invited, now: number): MintedInvitation {
  const { token, hash } = mintToken();
  const invitation: Invitation = {
    id: mintId('inv'),
    hash,
    purpose,
    ...to,
    createdAt: now,
    expiresAt: now + LIFE_MS[purpose],
  };
  return { invitation, path: `${PAGE[purpose]}#${token}` };
}

export function presentInvitation(invitation: Invitation): InvitationAnswer {
  const { id, purpose, email, role, websites } = invitation;
  return {
    id,
    purpose,
    email,
    role,
    websites,
    created_at: formatTimestamp(invitation.createdAt),
    expires_at: formatTimestamp(invitation.expiresAt),
  };
}
