import { z } from 'zod';
import { callerId, oneOf, timestamp, whole } from '../fields.ts';
import { KEY_OVERLAP_MAX_HOURS } from '../limits.ts';
import { SCOPES } from '../vocabulary.ts';

const RATE = 'integer of 1 or more';
const rate = z.int(RATE).min(1, RATE).nullable().optional();
const NAME = 'string of 1 to 200 characters';

const KEY_STATUSES = ['live', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** Body of `POST /api/keys`. */
export const keyCreateBody = z.strictObject(
  {
    name: z.string(NAME).min(1, NAME).max(200, NAME).nullable().optional(),
    /** Default: all that the caller has but `keys:write`. */
    scopes: z
      .array(oneOf(SCOPES), 'array of scopes')
      .min(1, 'array of at least one scope')
      .max(SCOPES.length, 'array of different scopes')
      .optional(),
    /** Default: all that the caller reaches. `null` is the whole account. */
    websites: z
      .array(callerId, 'array of website ids')
      .min(1, 'array of at least one website id')
      .max(500, 'at most 500 website ids')
      .nullable()
      .optional(),
    test: z.boolean('boolean').optional(),
    rate_limit: rate,
    batch_rate_limit: rate,
    expires_at: timestamp.nullable().optional(),
  },
  'object',
);
export type KeyCreateBody = z.infer<typeof keyCreateBody>;

/** Body of `POST /api/keys/{key_id}/rotate`, which may be absent. */
export const keyRotateBody = z.strictObject(
  {
    /** How long the old key goes on working; 0 ends it at once. Default 24. */
    overlap_hours: whole(0, KEY_OVERLAP_MAX_HOURS).optional(),
  },
  'object',
);

/** A key without its secret. */
const apiKey = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** How the secret begins. */
  hint: z.string(),
  test: z.boolean(),
  scopes: z.array(z.enum(SCOPES)),
  websites: z.array(z.string()).nullable(),
  rate_limit: z.int().nullable(),
  batch_rate_limit: z.int().nullable(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
  status: z.enum(KEY_STATUSES),
});
export type ApiKeyAnswer = z.infer<typeof apiKey>;

export const keysAnswer = z.object({ success: z.literal(true), keys: z.array(apiKey) });
export const keyAnswer = z.object({ success: z.literal(true), api_key: apiKey });
/** `key` is the secret: shown this once. */
export const newKeyAnswer = keyAnswer.extend({ key_id: z.string(), key: z.string() });
export const rotatedKeyAnswer = newKeyAnswer.extend({ old_api_key: apiKey });
