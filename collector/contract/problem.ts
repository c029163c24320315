import { z } from 'zod';

/** Every error code, with its HTTP status. */
export const PROBLEM_STATUS = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const PROBLEM_REASONS = [
  'MISSING_FIELD',
  'INVALID_TYPE',
  'INVALID_VALUE',
  'UNKNOWN_FIELD',
  'MALFORMED_JSON',
] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];

export interface ProblemDetails {
  /** Path of the offending field, such as `events[3].event_name`. */
  field?: string;
  /** What would have been right, in a few words. */
  expected?: string;
  reason?: ProblemReason;
  /** The type received; never the value, which may be secret. */
  received?: string;
  [key: string]: unknown;
}

export interface Problem {
  code: ProblemCode;
  message: string;
  details?: ProblemDetails;
}

/** The error body: `{success:false, error:{code, message, details}}`. */
export const problemBody = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.enum(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** Thrown by any room that must refuse a request; `http` turns it into the error body. Anything else is a 500. */
export class Refusal extends Error {
  readonly problem: Problem;
  /** Headers the answer must carry, such as `Retry-After`. */
  readonly headers: Record<string, string>;
  constructor(problem: Problem, headers: Record<string, string> = {}) {
    super(problem.message);
    this.problem = problem;
    this.headers = headers;
  }
}

/** A refusal for one bad field. */
export function invalid(
  field: string,
  expected: string,
  reason: ProblemReason = 'INVALID_VALUE',
  received?: string,
): Refusal {
  return new Refusal(fieldProblem(field, expected, reason, received));
}

export function fieldProblem(field: string, expected: string, reason: ProblemReason, received?: string): Problem {
  const message =
    reason === 'MISSING_FIELD'
      ? `Missing required field: ${field}`
      : reason === 'UNKNOWN_FIELD'
        ? `Unknown field: ${field}`
        : `Invalid field: ${field}. Expected ${expected}`;
  return {
    code: 'INVALID_REQUEST',
    message,
    details: { field, expected, reason, ...(received === undefined ? {} : { received }) },
  };
}

/** `INVALID_REQUEST` for a zod failure. The schema's own messages are the `expected` phrases. */
export function problemFromZod(error: z.ZodError, input: unknown, prefix = ''): Problem {
  const issue = error.issues[0];
  if (issue === undefined) return { code: 'INVALID_REQUEST', message: 'Invalid request' };
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const field = prefix + formatPath(path);
  if (issue.code === 'unrecognized_keys') {
    return fieldProblem(field, 'a documented field', 'UNKNOWN_FIELD');
  }
  const value = valueAt(input, issue.path);
  if (value === undefined && issue.code !== 'custom') return fieldProblem(field, issue.message, 'MISSING_FIELD');
  return fieldProblem(field, issue.message, isOfWrongType(issue) ? 'INVALID_TYPE' : 'INVALID_VALUE', typeName(value));
}

/** A choice of shapes was of the wrong type when it was so for each of them. */
function isOfWrongType(issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_union') return issue.code === 'invalid_type';
  return issue.errors.every(([first]) => first !== undefined && isOfWrongType(first));
}

/** `["events", 3, "event_name"]` → `events[3].event_name`. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

/** The JSON name of a value's type. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
