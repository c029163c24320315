import { z } from 'zod';
import { callerId, oneOf, text } from '../fields.ts';
import { INVITATION_PURPOSES, ROLES } from '../vocabulary.ts';

/** The cookie that a signed-in browser sends. */
export const SESSION_COOKIE = 'bizness_session';

const EMAIL = 'e-mail address';
/** In lower case. */
export const email = z.string(EMAIL).trim().toLowerCase().pipe(z.email(EMAIL).max(254, EMAIL));

const PASSWORD = 'string of 10 to 200 characters';
const password = z.string(PASSWORD).refine(
  (value) => {
    const length = value.length <= 400 ? [...value].length : Infinity;
    return length >= 10 && length <= 200;
  },
  { error: PASSWORD },
);

const NAME = 'string of 1 to 200 characters';
const name = z.string(NAME).trim().min(1, NAME).max(200, NAME);
const role = oneOf(ROLES);
const websites = z
  .array(callerId, 'array of website ids')
  .min(1, 'array of at least one website id')
  .max(500, 'at most 500 website ids')
  .nullable();
const token = z.string('string').min(1, 'the part of the link after #').max(200, 'the part of the link after #');
const success = z.literal(true);

/** A person as the person sees it. */
const self = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Null is all of them. */
  websites: z.array(z.string()).nullable(),
});
export type SelfAnswer = z.infer<typeof self>;

/** The same as the owner sees it. */
const person = self.extend({ created_at: z.string(), last_seen_at: z.string().nullable() });
export type PersonAnswer = z.infer<typeof person>;

/** An invitation not yet accepted. Its token is not kept, so the link cannot be shown again. */
const invitation = z.object({
  id: z.string(),
  purpose: z.enum(INVITATION_PURPOSES),
  email: z.string().nullable(),
  role: z.enum(ROLES),
  websites: z.array(z.string()).nullable(),
  created_at: z.string(),
  expires_at: z.string(),
});
export type InvitationAnswer = z.infer<typeof invitation>;

export const sessionAnswer = z.object({
  success,
  person: self.nullable(),
  setup_needed: z.boolean(),
  /** For a person who is signed in: whether the collector can tell cities and regions, which needs a database of its owner. */
  knows_cities: z.boolean().optional(),
});
export const signInBody = z.strictObject({ email, password: text }, 'object');
export const selfAnswer = z.object({ success, person: self });
export const doneAnswer = z.object({ success });
export const passwordBody = z.strictObject({ current_password: text, new_password: password }, 'object');
export const profileBody = z.strictObject(
  {
    name,
    /** Read-only: may be sent back unchanged. */
    id: z.string('string').optional(),
    email: z.string('string').optional(),
    role: z.string('string').optional(),
    websites: z.array(z.string('string'), 'array of website ids').nullable().optional(),
  },
  'object',
);

export const inspectBody = z.strictObject({ token }, 'object');
export const inspectAnswer = z.object({
  success,
  invitation: invitation.pick({ purpose: true, email: true, role: true }),
});
export const acceptBody = z.strictObject(
  {
    token,
    /** Needed for the setup; else that of the invitation, or absent. */
    email: email.optional(),
    /** Default: what stands before the @. */
    name: name.optional(),
    password,
  },
  'object',
);

export const peopleAnswer = z.object({ success, people: z.array(person), invitations: z.array(invitation) });
export const personAnswer = z.object({ success, person });
export const personPutBody = z.strictObject(
  {
    name: name.optional(),
    role: role.optional(),
    websites: websites.optional(),
    /** Read-only: may be sent back unchanged, and the last as it was read. */
    id: z.string('string').optional(),
    email: z.string('string').optional(),
    created_at: z.string('string').optional(),
    last_seen_at: z.string('string').nullable().optional(),
  },
  'object',
);

export const invitationBody = z.strictObject(
  {
    email,
    /** Needed for an invitation; a reset changes neither role nor websites. */
    role: role.optional(),
    websites: websites.optional(),
    purpose: z.enum(['invite', 'reset'], 'invite or reset').optional(),
  },
  'object',
);
export type InvitationBody = z.infer<typeof invitationBody>;
/** `path` is the link without the collector's address: shown this once. */
export const invitationAnswer = z.object({ success, invitation, path: z.string() });
export const invitationCancelAnswer = z.object({ success, invitation });
