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

/** Where something stands in what was sent: names of fields and places in lists, from the top down. */
export type Path = readonly (string | number)[];

/** A flaw of one field. It is put in words when it is presented, and may be found before its whole path is known. */
interface FieldProblem {
  code: 'INVALID_REQUEST';
  path: Path;
  /** What would have been right, in a few words. */
  expected: string;
  reason: ProblemReason;
  /** The type received; never the value, which may be secret. */
  received?: string;
}

/** A problem as its caller reads it. */
export interface WordedProblem {
  code: ProblemCode;
  message: string;
  details?: Record<string, unknown> | undefined;
}

export type Problem = FieldProblem | WordedProblem;

/** Thrown by any room that must refuse a request; `http` turns it into the error body. Anything else is a 500. */
export class Refusal extends Error {
  readonly problem: Problem;
  /** Headers the answer must carry, such as `Retry-After`. */
  readonly headers: Record<string, string>;
  constructor(problem: Problem, headers: Record<string, string> = {}) {
    super(presentProblem(problem).message);
    this.problem = problem;
    this.headers = headers;
  }
}

/** A refusal for one bad field: one of the topmost ones by its name, else by its path. */
export function invalid(
  field: string | Path,
  expected: string,
  reason: ProblemReason = 'INVALID_VALUE',
  received?: string,
): Refusal {
  return new Refusal(fieldProblem(field, expected, reason, received));
}

export function fieldProblem(
  field: string | Path,
  expected: string,
  reason: ProblemReason,
  received?: string,
): FieldProblem {
  const path = typeof field === 'string' ? [field] : field;
  return { code: 'INVALID_REQUEST', path, expected, reason, ...(received === undefined ? {} : { received }) };
}

/** The same problem, of something that stands at `prefix` in what was sent. */
export const problemAt = (problem: Problem, prefix: Path): Problem =>
  'path' in problem ? { ...problem, path: [...prefix, ...problem.path] } : problem;

export function presentProblem(problem: Problem): Required<WordedProblem> {
  if ('message' in problem) return { code: problem.code, message: problem.message, details: problem.details };
  const { code, path, ...flaw } = problem;
  const field = formatPath(path);
  return { code, message: describeFlaw(field, flaw), details: { field, ...flaw } };
}

function describeFlaw(field: string, { reason, expected }: Pick<FieldProblem, 'reason' | 'expected'>): string {
  switch (reason) {
    case 'MISSING_FIELD':
      return `Missing required field: ${field}`;
    case 'UNKNOWN_FIELD':
      return `Unknown field: ${field}`;
    case 'MALFORMED_JSON':
      return `The body is not what it should be: ${expected}`;
    default:
      return `Invalid field: ${field}. Expected ${expected}`;
  }
}

/** `["events", 3, "event_name"]` → `events[3].event_name`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** The JSON name of a value's type. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
