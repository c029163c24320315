import { randomUUID } from 'node:crypto';
import type { Middleware } from '../state.ts';

export const newRequestId = (): string => `req_${randomUUID().replaceAll('-', '')}`;

/** Gives each request an id, by which the answer is found again in the log. */
export const requestId: Middleware = (ctx, next) => {
  ctx.state.requestId = newRequestId();
  ctx.set('X-Request-Id', ctx.state.requestId);
  return next();
};
