import { ID_MAX_BYTES } from '../contract/limits.ts';

/** The event by which an owner says which user of theirs a visitor is. */
export const IDENTIFY = 'identify';

/**
 * What programs say when they have no user at hand, in lower case. Everybody would become one person by these: a wrong
 * number of visitors, and money credited to strangers' visits.
 */
const NOBODY = new Set([
  'undefined',
  'null',
  'nil',
  'none',
  'nan',
  '0',
  'true',
  'false',
  '[object object]',
  'anonymous',
  'guest',
  'unknown',
  'user_id',
]);

/** Nothing that can be seen: spaces, what has no width, and what is left of half a character. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]*$/u;

/** Whether an id is what programs say of everybody, so that it tells nobody from anybody. */
export const namesNobody = (id: string): boolean => NOBODY.has(id.toLowerCase()) || UNSEEN.test(id);

/**
 * The user an `identify` names: its property `user_id` as given, a string of 1 to 128 bytes or a whole number, which is
 * its digits. Null when it names nobody.
 *
 * @param properties The event's JSON.
 */
export function identifiedUser(properties: string): string | null {
  const { user_id: given } = JSON.parse(properties) as Record<string, unknown>;
  const user = Number.isSafeInteger(given) ? String(given) : given;
  if (typeof user !== 'string' || namesNobody(user)) return null;
  return new TextEncoder().encode(user).length <= ID_MAX_BYTES ? user : null;
}
