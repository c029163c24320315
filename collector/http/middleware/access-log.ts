import type { Logger } from 'pino';
import type { Middleware } from '../state.ts';

/**
 * One line a request: successes at `debug`, refusals at `info`, failures at `error`.
 * Never the address, the user agent, the query string or the body: the log must not become a second store of visitors.
 */
export function accessLog(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    const level = ctx.status >= 500 ? 'error' : ctx.status >= 400 ? 'info' : 'debug';
    if (!log.isLevelEnabled(level)) return;
    const line = {
      request_id: ctx.state.requestId,
      method: ctx.method,
      route: String(ctx._matchedRoute ?? 'none'),
      status: ctx.status,
      ms: Math.round((performance.now() - start) * 10) / 10,
    };
    log[level](line, 'request');
  };
}
