import type { IncomingHttpHeaders } from 'node:http';
import { claimsKey } from '../../account/key.ts';
import { type Endpoint, needsCaller } from '../../contract/endpoint.ts';
import type { Caller } from '../../model/caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { createSignIns } from '../routes/people/sign-in.ts';
import type { Context } from '../state.ts';
import { findBearer, unauthorized } from './authenticate.ts';
import { networkOf } from './client-address.ts';
import type { Allowance } from './limits.ts';
import { originOf } from './origin.ts';
import { requirePermission } from './permit.ts';
import { createPublicOrigin } from './public-origin.ts';
import { spend } from './rate-limit.ts';
import { requireSameOrigin } from './same-origin.ts';

/** Asked before anything else of a request, and once more when its body is there. */
export interface Admission {
  /** Resolves with the caller; null where none is needed, and for a browser that may do without. */
  admit(ctx: Context, endpoint: Endpoint, address: string): Promise<Caller | null>;
  /** The caller as of now: a body may take half a minute to come, in which a key is revoked or a person removed. */
  readmit(ctx: Context, endpoint: Endpoint, address: string): Promise<Caller>;
  /** Takes a request that meets no endpoint from the allowance of the key that came with it, if a good one did. */
  charge(ctx: Context, address: string): Promise<void>;
}

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/**
 * Whether there is an `Authorization` to be judged. Pages put their own into all they ask for, and browsers that of a front
 * with a password. `Sec-Fetch-Site` tells that a browser asks, for no script can write it; what does not look like a key of
 * ours is then none of our business.
 */
function claimsCaller({ authorization, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return authorization !== undefined && (site === undefined || claimsKey(authorization));
}

/**
 * Who asks, and whether they may. An `Authorization` that is present must be good: there is no falling back to a cookie
 * or an origin, but for one that a browser's page did not mean for us. Cookies are not looked at where browsers of other sites may call.
 */
export function createAdmission(dependencies: Dependencies): Admission {
  const { registry, limits, now, trustProxy } = dependencies;
  const publicOriginOf = createPublicOrigin(trustProxy);
  const signIns = createSignIns(dependencies);
  const requireOwnPage = ({ req }: Context) => requireSameOrigin(req.headers, publicOriginOf(req).host);

  async function identify(ctx: Context, endpoint: Endpoint, address: string): Promise<Caller> {
    const header = ctx.headers.authorization;
    const byCookie = endpoint.browsers === true ? null : signIns.find;
    const caller = header === undefined ? await byCookie?.(ctx) : findBearer(registry, header, now());
    if (caller === null || caller === undefined) throw await unauthorized(limits, address);
    return caller;
  }

  /** What is left of the caller's allowance after this request; null where an endpoint takes nothing of a key's. */
  function take(
    caller: Caller,
    { rateBucket }: Pick<Endpoint, 'rateBucket'>,
    address: string,
  ): Promise<Allowance> | null {
    if (caller.kind === 'person') return limits.person(caller.id);
    if (caller.kind === 'share') return limits.share(caller.id, networkOf(address));
    return rateBucket === null ? null : limits.key(caller.key, rateBucket);
  }

  return {
    async admit(ctx, endpoint, address) {
      if (endpoint.sameOrigin === true) requireOwnPage(ctx);
      if (!needsCaller(endpoint)) return null;
      if (endpoint.browsers === true && !claimsCaller(ctx.headers) && originOf(ctx.headers) !== null) return null;
      const caller = await identify(ctx, endpoint, address);
      ctx.state.caller = caller;
      if (caller.kind === 'person' && !SAFE_METHODS.has(ctx.method)) requireOwnPage(ctx);
      const allowance = await take(caller, endpoint, address);
      if (allowance !== null) spend(ctx, allowance, now());
      requirePermission(caller, endpoint);
      return caller;
    },
    async charge(ctx, address) {
      const header = ctx.headers.authorization;
      const caller = header === undefined ? null : findBearer(registry, header, now());
      const allowance = caller === null ? null : await take(caller, { rateBucket: 'ordinary' }, address);
      if (allowance !== null) spend(ctx, allowance, now());
    },
    async readmit(ctx, endpoint, address) {
      const caller = await identify(ctx, endpoint, address);
      requirePermission(caller, endpoint);
      return caller;
    },
  };
}
