import type { Logger } from 'pino';
import { PROBLEM_STATUS, type Problem, presentProblem, Refusal } from '../../contract/problem.ts';
import { StoreUnavailable } from '../../store/event-store.ts';
import type { Context, Middleware } from '../state.ts';

const RETRY_AFTER_SECONDS = 5;

/** Turns whatever is thrown below into the error body. Only a refusal's own words reach the caller. */
export function errors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      answerWith(ctx, asRefusal(error, ctx, log));
    }
  };
}

/** A refusal whose answer says more beside the error, such as which events of a batch were bad. */
export class RefusalWithMore extends Refusal {
  readonly more: object;
  constructor(problem: Problem, more: object) {
    super(problem);
    this.more = more;
  }
}

function answerWith(ctx: Context, refusal: Refusal): void {
  const error = presentProblem(refusal.problem);
  ctx.status = PROBLEM_STATUS[error.code];
  ctx.set(refusal.headers);
  ctx.body = {
    success: false,
    error,
    ...(refusal instanceof RefusalWithMore ? refusal.more : {}),
  };
}

function asRefusal(error: unknown, ctx: Context, log: Logger): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreUnavailable) {
    log.warn({ err: error, request_id: ctx.state.requestId }, 'the store takes no writes');
    return unavailable();
  }
  log.error({ err: error, request_id: ctx.state.requestId }, 'request failed');
  return new Refusal({
    code: 'INTERNAL_ERROR',
    message: 'Something went wrong on our side. The request id finds it in the log',
  });
}

/** The refusal of a collector that cannot write now. */
export function unavailable(): Refusal {
  return new Refusal(
    { code: 'SERVICE_UNAVAILABLE', message: 'The collector cannot take writes now. Try again later' },
    { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  );
}
