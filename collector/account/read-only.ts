import { invalid } from '../contract/problem.ts';

/** What is expected of a field that nobody can change. */
export const PRESENT_VALUE = 'the present value, or absent: the field is read-only';

/** Refuses a change of what cannot be changed. Sent back as it was read, it is no change. */
export function refuseReadOnly<Field extends string>(
  sent: { [K in Field]?: unknown },
  present: { [K in Field]: unknown },
  fields: readonly Field[],
): void {
  for (const field of fields) {
    if (sent[field] === undefined || JSON.stringify(sent[field]) === JSON.stringify(present[field])) continue;
    throw invalid(field, PRESENT_VALUE);
  }
}
