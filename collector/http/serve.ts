import type { z } from 'zod';
import type { Endpoint } from '../contract/endpoints.ts';
import type { ApiKey } from '../model/website.ts';
import type { Dependencies } from './dependencies.ts';
import { findKey, requireAccountWide, requireScope, unauthorized } from './middleware/authenticate.ts';
import { parseJson, readBody } from './middleware/body.ts';
import { createAddressReader, networkOf } from './middleware/client-address.ts';
import { createAnswerOnce, idSeedOf, repeatable } from './middleware/idempotency.ts';
import { originOf, requireAllowedOrigin } from './middleware/origin.ts';
import { spend } from './middleware/rate-limit.ts';
import type { Context, Middleware } from './state.ts';
import { readQuery, requireShape } from './validate.ts';

/** A request that has met every demand of its endpoint. */
export interface Call<E extends Endpoint = Endpoint> {
  ctx: Context;
  /** Null for browsers, and where no key is needed. */
  key: E extends { browsers: true } | { scope: null } ? ApiKey | null : ApiKey;
  /** The client's; lives in memory only. */
  address: string;
  received: number;
  query: E extends { query: infer Q extends z.ZodObject } ? z.output<Q> : Record<never, never>;
  body: E extends { body: infer B extends z.ZodObject } ? z.output<B> : undefined;
  /** The body before validation, to tell a caller of unknown fields. */
  input: unknown;
  bodyBytes: number;
  /** Seeds minted ids when the caller sent an `Idempotency-Key`. */
  idSeed: string | null;
}

/** Resolves with the answer, or with text whose type the handler has set itself. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<object | string> | object | string;

export type Serve = <E extends Endpoint>(endpoint: E, handler: Handler<E>) => Middleware;

/**
 * Puts the demands of an endpoint before its handler, in this order: a good key (or, for browsers, an origin),
 * the allowance, the scope, the query, the body, the idempotency key.
 */
export function createServe(dependencies: Dependencies): Serve {
  const { registry, limits, now } = dependencies;
  const addressOf = createAddressReader(dependencies.trustProxy);
  const answerOnce = createAnswerOnce(registry, now);

  /** The live key; null for a browser that may do without. A key that is present must be good. */
  async function admit(ctx: Context, endpoint: Endpoint, address: string): Promise<ApiKey | null> {
    if (endpoint.scope === null) return null;
    const header = ctx.headers.authorization;
    if (header === undefined && endpoint.browsers === true && originOf(ctx.headers) !== null) return null;
    const key = findKey(registry, header ?? '', now());
    if (key === null) throw await unauthorized(limits, address);
    if (endpoint.rateBucket !== null) spend(ctx, await limits.key(key, endpoint.rateBucket), now());
    requireScope(key, endpoint.scope);
    if (endpoint.accountWide === true) requireAccountWide(key);
    return key;
  }

  /**
   * A browser spends of its own allowance for each website (whatever names none of ours shares one), and must come from
   * an allowed domain. What it says of its address and agent is not even looked at.
   */
  async function admitVisitor(ctx: Context, input: unknown, address: string): Promise<void> {
    const id = (input as { website_id?: unknown } | null)?.website_id;
    const website = typeof id === 'string' ? registry.website(id) : null;
    spend(ctx, await limits.visitor(networkOf(address), website?.number ?? 0), now());
    if (website !== null) requireAllowedOrigin(website, originOf(ctx.headers) ?? '');
    dropContext(input);
  }

  return (endpoint, handler) => async (ctx) => {
    const received = now();
    const address = addressOf(ctx.req);
    const key = await admit(ctx, endpoint, address);
    const query =
      endpoint.query === undefined ? {} : requireShape(endpoint.query, readQuery(ctx.URL.searchParams), 'query');
    const call = { ctx, key, address, received, query, body: undefined, input: undefined, bodyBytes: 0, idSeed: null };
    if (endpoint.body === undefined) {
      send(ctx, await handler(call as never));
      return;
    }
    const raw = await readBody(ctx.req, endpoint.browsers === true);
    const run = async (idSeed: string | null) => {
      const input = parseJson(raw);
      if (key === null) await admitVisitor(ctx, input, address);
      const body = requireShape(endpoint.body as z.ZodObject, input, 'body');
      return handler({ ...call, body, input, bodyBytes: raw.length, idSeed } as never);
    };
    const repeat =
      ctx.method !== 'POST'
        ? null
        : repeatable(ctx.get('Idempotency-Key'), key?.id ?? `${originOf(ctx.headers)}`, ctx.method, ctx.url, raw);
    if (repeat === null) {
      send(ctx, await run(null));
      return;
    }
    const answer = await answerOnce(repeat, async () => JSON.stringify(await run(idSeedOf(repeat))));
    if (answer.replayed) ctx.set('Idempotency-Replayed', 'true');
    ctx.type = 'json';
    ctx.body = answer.body;
  };
}

function send(ctx: Context, answer: object | string): void {
  ctx.body = answer;
}

/** Removes what only a keyed caller may say, from the envelope and from each event. */
function dropContext(input: unknown): void {
  if (typeof input !== 'object' || input === null) return;
  const { events } = input as { events?: unknown };
  for (const part of Array.isArray(events) ? [input, ...events] : [input]) {
    if (typeof part === 'object' && part !== null && 'context' in part) delete part.context;
  }
}
