import type { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { Refusal } from '../contract/problem.ts';
import type { Caller, PersonCaller, ShareCaller } from '../model/caller.ts';
import { createTurns } from '../model/turns.ts';
import { createAdmission } from './admit.ts';
import { sendUnlessSame } from './conditional.ts';
import type { Dependencies } from './dependencies.ts';
import { type BodyTypes, parseJson, readBody } from './middleware/body.ts';
import { createAddressReader, networkOf } from './middleware/client-address.ts';
import { createAnswerOnce, idSeedOf, repeatable } from './middleware/idempotency.ts';
import { originOf, requireAllowedOrigin } from './middleware/origin.ts';
import { spend } from './middleware/rate-limit.ts';
import type { Context, Middleware } from './state.ts';
import { readQuery, requireShape } from './validate.ts';

/** Who may stand before an endpoint's handler. */
type CallerOf<E extends Endpoint> = E extends { browsers: true }
  ? Caller | null
  : E extends { scope: null }
    ? E extends { person: true } | { owner: true }
      ? PersonCaller
      : E extends { shared: true }
        ? ShareCaller
        : null
    : Caller;

/** A request that has met every demand of its endpoint. */
export interface Call<E extends Endpoint = Endpoint> {
  ctx: Context;
  /** Null for browsers, and where no caller is needed. */
  caller: CallerOf<E>;
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

/** Questions of share links under way or waiting. */
const MAX_SHARED = 50;
const SHARED_RETRY_SECONDS = 5;

export type Serve = <E extends Endpoint>(endpoint: E, handler: Handler<E>) => Middleware;

/**
 * Puts the demands of an endpoint before its handler, in this order: a good caller (or, for browsers, an origin),
 * the allowance, the scope, the query, the body, the idempotency key.
 */
export function createServe(dependencies: Dependencies): Serve {
  const { registry, limits, now } = dependencies;
  const addressOf = createAddressReader(dependencies.trustProxy);
  const { admit, readmit } = createAdmission(dependencies);
  const answerOnce = createAnswerOnce(registry, now);
  const inTurn = createTurns(MAX_SHARED, tooManyShared);

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
    /** Whoever has a link to a public dashboard is a stranger: all of them together never keep the owner waiting. */
    const handle: typeof handler = (call) =>
      (call.caller as Caller | null)?.kind === 'share' ? inTurn(async () => handler(call)) : handler(call);
    const received = now();
    const address = addressOf(ctx.req);
    const admitted = await admit(ctx, endpoint, address);
    const query =
      endpoint.query === undefined ? {} : requireShape(endpoint.query, readQuery(ctx.URL.searchParams), 'query');
    const call = {
      ctx,
      caller: admitted,
      address,
      received,
      query,
      body: undefined,
      input: undefined,
      bodyBytes: 0,
      idSeed: null,
    };
    if (endpoint.body === undefined) {
      send(ctx, endpoint, await handle(call as never));
      return;
    }
    const raw = await readBody(ctx.req, bodyTypesOf(endpoint, admitted));
    const caller = admitted === null ? null : await readmit(ctx, endpoint, address);
    const run = async (idSeed: string | null) => {
      const input = parseJson(raw);
      ctx.state.sent = { caller, input };
      if (endpoint.browsers === true && caller === null) await admitVisitor(ctx, input, address);
      const body = requireShape(endpoint.body as z.ZodObject, input, 'body');
      return handler({ ...call, caller, body, input, bodyBytes: raw.length, idSeed } as never);
    };
    const repeat =
      ctx.method !== 'POST' || endpoint.secret === true
        ? null
        : repeatable(ctx.get('Idempotency-Key'), caller?.id ?? `${originOf(ctx.headers)}`, ctx.method, ctx.url, raw);
    if (repeat === null) {
      send(ctx, endpoint, await run(null));
      return;
    }
    const answer = await answerOnce(repeat, async () => JSON.stringify(await run(idSeedOf(repeat))));
    if (answer.replayed) ctx.set('Idempotency-Replayed', 'true');
    ctx.type = 'json';
    ctx.body = answer.body;
  };
}

function tooManyShared(): Refusal {
  return new Refusal(
    {
      code: 'RATE_LIMITED',
      message: 'Too many look at shared dashboards just now. Try again in a moment',
      details: { limit: MAX_SHARED, retry_after: SHARED_RETRY_SECONDS },
    },
    { 'Retry-After': String(SHARED_RETRY_SECONDS) },
  );
}

/** A form of another site can send any type but `application/json`: whoever comes by cookie must name it. */
function bodyTypesOf(endpoint: Endpoint, caller: Caller | null): BodyTypes {
  if (endpoint.browsers === true) return 'json or text';
  return endpoint.sameOrigin === true || caller?.kind === 'person' ? 'named json' : 'json';
}

function send(ctx: Context, { method, scope }: Endpoint, answer: object | string): void {
  if (method === 'GET' && scope === 'analytics:read') sendUnlessSame(ctx, answer);
  else ctx.body = answer;
}

/** Removes what only a keyed caller may say, from the envelope and from each event. */
function dropContext(input: unknown): void {
  if (typeof input !== 'object' || input === null) return;
  const { events } = input as { events?: unknown };
  for (const part of Array.isArray(events) ? [input, ...events] : [input]) {
    if (typeof part === 'object' && part !== null && 'context' in part) delete part.context;
  }
}
