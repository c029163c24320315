import type { ProblemCode as ContractCode } from '../../contract/problem.ts';

export type ProblemCode = ContractCode | 'UNREACHABLE';

/** A refusal of the API, or its silence. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  /** What of the request was wrong, such as `domain`. */
  readonly field: string | undefined;
  /** Seconds to wait. */
  readonly retryAfter: number | null;
  /** Whatever else the API told, such as how many `rows` would go. */
  readonly details: Record<string, unknown>;

  constructor(
    status: number,
    code: ProblemCode,
    message: string,
    field?: string,
    retryAfter: number | null = null,
    details: Record<string, unknown> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
    this.details = details;
  }
}
