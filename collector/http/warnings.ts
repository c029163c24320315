import { CONTEXT_FIELDS } from '../contract/event.ts';
import type { Warning } from '../contract/fields.ts';

/** So that an answer cannot outgrow its request by much. */
const MAX_WARNINGS = 100;

/** One warning for each field nobody knows. */
function unknownFields(input: unknown, known: ReadonlySet<string>, prefix = ''): Warning[] {
  if (typeof input !== 'object' || input === null) return [];
  const unknown: Warning[] = [];
  for (const name of Object.keys(input)) {
    if (!known.has(name)) {
      unknown.push({
        code: 'UNKNOWN_FIELD',
        field: prefix + name,
        message: `Unknown field, ignored: ${prefix}${name}`,
      });
    }
  }
  return unknown;
}

/** The same, looking into `context` too. */
export function unknownEventFields(input: unknown, known: ReadonlySet<string>, prefix = ''): Warning[] {
  const { context } = (input ?? {}) as { context?: unknown };
  return [...unknownFields(input, known, prefix), ...unknownFields(context, CONTEXT_FIELDS, `${prefix}context.`)];
}

/** `warnings`, absent when there is nothing to warn about. */
export function withWarnings(warnings: Warning[]): { warnings?: Warning[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.slice(0, MAX_WARNINGS) };
}
