import type { Context, Middleware } from '../state.ts';

const EXPOSED = [
  'Retry-After',
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'ETag',
  'Link',
  'Content-Disposition',
].join(', ');

/** What pages of any origin may do at a path, or null. */
export interface Openness {
  /** Allowed methods. */
  methods: string;
  /** Whether only a request with a key is meant: to a page without one the path is closed. */
  withKey: boolean;
}

/**
 * Pages add headers to all they ask for, such as `traceparent` and `X-CSRF-Token`: each is let in, and none is looked at. The
 * asterisk does not stand for `Authorization`; the others are named for browsers that do not know it.
 */
const ALLOWED = '*, Authorization, Content-Type, Idempotency-Key, If-None-Match';

/**
 * Opens paths to pages of any origin, refusals included, so that the page can read why and when to come back.
 * `*` without credentials is safe here: who may send is judged by the website's allowed domains, who may read by a key
 * that the page must have, and no browser sends our cookie along.
 */
export function cors(opennessOf: (path: string) => Openness | null): Middleware {
  return (ctx, next) => {
    const open = opennessOf(ctx.path);
    const asked = ctx.method === 'OPTIONS' ? ctx.get('Access-Control-Request-Method') : null;
    if (open === null || asked === '' || (open.withKey && !bringsKey(ctx))) return next();
    ctx.res.setHeader('Access-Control-Allow-Origin', '*');
    ctx.res.setHeader('Access-Control-Expose-Headers', EXPOSED);
    ctx.res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (asked === null) return next();
    ctx.set('Access-Control-Allow-Methods', open.methods);
    ctx.set('Access-Control-Allow-Headers', ALLOWED);
    ctx.set('Access-Control-Max-Age', '86400');
    ctx.status = 204;
    return undefined;
  };
}

/** Whether a request has a key, or is the preflight of one that will. */
const bringsKey = (ctx: Context): boolean =>
  ctx.get('Authorization') !== '' || /\bauthorization\b/i.test(ctx.get('Access-Control-Request-Headers'));
