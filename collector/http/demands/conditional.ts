import { createHash } from 'node:crypto';
import { etagMatches } from '../../account/etag.ts';
import type { Context } from '../state.ts';

/**
 * Answers a report so that whoever has the same numbers already is told just that: 304 to an `If-None-Match` of its `ETag`.
 * A browser may keep it, and asks each time.
 */
export function sendUnlessSame(ctx: Context, answer: object | string): void {
  const tag = tagOf(answer);
  ctx.set('ETag', `W/${tag}`);
  sendUnlessTagged(ctx, answer, tag);
}

/** The same of an answer whose handler has given it its `ETag`. */
export function sendUnlessTagged(ctx: Context, answer: object | string, tag: string): void {
  ctx.status = 200;
  ctx.set('Cache-Control', 'private, no-cache');
  // Not `ctx.fresh`: a script's fetch adds `Cache-Control: no-cache` to the request, which says nothing to the origin.
  if (etagMatches(ctx.get('If-None-Match'), tag)) ctx.status = 304;
  else ctx.body = answer;
}

/** Sent as a weak one: answers that tell the same numbers are the same, though they were asked for at different moments. */
function tagOf(answer: object | string): string {
  const told = typeof answer === 'string' ? answer : JSON.stringify(answer, withoutTheMoment);
  return `"${createHash('sha256').update(told).digest('base64url').slice(0, 22)}"`;
}

/** Leaves out when it was asked for, which also is where the stretch that a running period is compared with ends. */
function withoutTheMoment(key: string, value: unknown): unknown {
  if (key === 'fresh_as_of') return undefined;
  if (key !== 'comparison' || typeof value !== 'object' || value === null || !('period' in value)) return value;
  const { period, ...rest } = value as { period: { start: string } };
  return { start: period.start, ...rest };
}
