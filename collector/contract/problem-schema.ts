import { z } from 'zod';
import { fieldProblem, type Path, PROBLEM_STATUS, type Problem, type ProblemCode, typeName } from './problem.ts';

/* The schema of the error body, and how a schema's complaint becomes a problem. */

/** The error body: `{success:false, error:{code, message, details}}`. */
export const problemBody = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.enum(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** `INVALID_REQUEST` for a zod failure of `input`. The schema's own messages are the `expected` phrases. */
export function problemFromZod(error: z.ZodError, input: unknown): Problem {
  const issue = error.issues[0];
  if (issue === undefined) return { code: 'INVALID_REQUEST', message: 'Invalid request' };
  const path = toPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return fieldProblem([...path, issue.keys[0] ?? ''], 'a documented field', 'UNKNOWN_FIELD');
  }
  const value = valueAt(input, issue.path);
  if (value === undefined && issue.code !== 'custom') return fieldProblem(path, issue.message, 'MISSING_FIELD');
  return fieldProblem(path, issue.message, isOfWrongType(issue) ? 'INVALID_TYPE' : 'INVALID_VALUE', typeName(value));
}

const toPath = (keys: PropertyKey[]): Path => keys.map((key) => (typeof key === 'symbol' ? String(key) : key));

/** A choice of shapes was of the wrong type when it was so for each of them. */
function isOfWrongType(issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_union') return issue.code === 'invalid_type';
  return issue.errors.every(([first]) => first !== undefined && isOfWrongType(first));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
