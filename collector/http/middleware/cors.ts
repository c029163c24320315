import type { Middleware } from '../state.ts';

const EXPOSED = [
  'Retry-After',
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
].join(', ');

/**
 * Opens paths to pages of any origin, refusals included, so that the page can read why and when to come back.
 * `*` without credentials is safe here: who may send is judged by the website's allowed domains, not by CORS.
 */
export function cors(paths: ReadonlyMap<string, string>): Middleware {
  return (ctx, next) => {
    const methods = paths.get(ctx.path);
    if (methods === undefined) return next();
    ctx.res.setHeader('Access-Control-Allow-Origin', '*');
    ctx.res.setHeader('Access-Control-Expose-Headers', EXPOSED);
    ctx.res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (ctx.method !== 'OPTIONS') return next();
    ctx.set('Access-Control-Allow-Methods', methods);
    ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key');
    ctx.set('Access-Control-Max-Age', '86400');
    ctx.set('Allow', `${methods}, OPTIONS`);
    ctx.status = 204;
    return undefined;
  };
}
