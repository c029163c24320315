import { fieldsOf } from '../../../contract/envelope.ts';
import { CONTEXT_FIELDS } from '../../../contract/event.ts';
import type { Warning } from '../../../contract/fields.ts';
import { formatPath, type Path } from '../../../contract/problem.ts';

/** So that an answer cannot outgrow its request by much. */
const MAX_WARNINGS = 100;

/** One warning for each field nobody knows of what was sent at a path. */
function unknownFields(input: unknown, known: ReadonlySet<string>, at: Path): Warning[] {
  const unknown: Warning[] = [];
  for (const name of Object.keys(fieldsOf(input))) {
    if (known.has(name)) continue;
    const field = formatPath([...at, name]);
    unknown.push({ code: 'UNKNOWN_FIELD', field, message: `Unknown field, ignored: ${field}` });
  }
  return unknown;
}

/** The same, looking into `context` too. */
export function unknownEventFields(input: unknown, known: ReadonlySet<string>, at: Path = []): Warning[] {
  const { context } = fieldsOf(input);
  return [...unknownFields(input, known, at), ...unknownFields(context, CONTEXT_FIELDS, [...at, 'context'])];
}

/** `warnings`, absent when there is nothing to warn about. */
export function withWarnings(warnings: Warning[]): { warnings?: Warning[] } {
  return warnings.length === 0 ? {} : { warnings: warnings.slice(0, MAX_WARNINGS) };
}
