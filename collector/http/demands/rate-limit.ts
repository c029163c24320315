import { Refusal } from '../../contract/problem.ts';
import type { Context } from '../state.ts';
import type { Allowance } from './limits.ts';

/** Tells a caller what is left, and throws when nothing is. The headers stay on every later answer, refusals included. */
export function spend(ctx: Context, allowance: Allowance, now: number): void {
  const { limit, remaining, resetMs } = allowance;
  const { res } = ctx;
  const seconds = secondsLeft(resetMs);
  res.setHeader('X-RateLimit-Limit', limit);
  res.setHeader('X-RateLimit-Remaining', remaining);
  res.setHeader('X-RateLimit-Reset', Math.ceil((now + resetMs) / 1000));
  res.setHeader('RateLimit-Limit', limit);
  res.setHeader('RateLimit-Remaining', remaining);
  res.setHeader('RateLimit-Reset', seconds);
  if (allowance.exceeded) throw rateLimited(allowance);
}

export function rateLimited({ limit, windowSeconds, resetMs }: Allowance, what = 'requests'): Refusal {
  const retryAfter = secondsLeft(resetMs);
  return new Refusal(
    {
      code: 'RATE_LIMITED',
      message: `Too many ${what}. Try again in ${retryAfter} seconds`,
      details: { limit, window_seconds: windowSeconds, retry_after: retryAfter },
    },
    { 'Retry-After': String(retryAfter) },
  );
}

function secondsLeft(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
