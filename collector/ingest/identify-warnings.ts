import type { Warning } from '../contract/fields.ts';
import { ID_MAX_BYTES } from '../contract/limits.ts';
import type { NewEvent } from '../model/event.ts';
import { IDENTIFY, identifiedUser } from '../model/identity.ts';

const NO_WARNINGS: Warning[] = [];

/** An `identify` that tells nothing is stored like any event; its caller should know that it links nobody. */
export function identifyWarnings({ name, visitor, properties }: NewEvent): Warning[] {
  if (name !== IDENTIFY) return NO_WARNINGS;
  if (visitor === null) return [warning('visitor_id', 'Without a visitor this identifies nobody')];
  if (identifiedUser(properties) !== null) return NO_WARNINGS;
  const expected = `string of 1 to ${ID_MAX_BYTES} bytes that is one user's own, or whole number but 0`;
  return [warning('properties.user_id', `This identifies nobody: expected ${expected}`)];
}

const warning = (field: string, message: string): Warning => ({ code: 'IDENTIFIES_NOBODY', field, message });
