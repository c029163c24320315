import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { dropContext, type Envelope, openEnvelope } from '../contract/envelope.ts';
import { Refusal } from '../contract/problem.ts';
import type { Caller, PersonCaller, ShareCaller } from '../model/caller.ts';
import { createTurns } from '../model/waiting/turns.ts';
import { createAdmission } from './demands/admit.ts';
import { type BodyTypes, hasBody, parseJson, readBody } from './demands/body.ts';
import { createAddressReader, networkOf } from './demands/client-address.ts';
import { sendUnlessSame, sendUnlessTagged } from './demands/conditional.ts';
import { createAnswerOnce, idSeedOf, type Repeatable, repeatable } from './demands/idempotency.ts';
import { originOf, requireAllowedOrigin } from './demands/origin.ts';
import { spend } from './demands/rate-limit.ts';
import { readQuery, requireShape, takeBack } from './demands/validate.ts';
import type { Dependencies } from './dependencies.ts';
import type { Context, Middleware } from './state.ts';

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
  /** The parameters as they were sent. */
  params: URLSearchParams;
  query: E extends { query: infer Q extends z.ZodObject } ? z.output<Q> : Record<never, never>;
  body: E extends { body: infer B extends z.ZodObject } ? z.output<B> : undefined;
  /** The body as it was sent, to tell a caller of unknown fields and to note events by. */
  sent: Envelope;
  bodyBytes: number;
  /** Seeds minted ids when the caller sent an `Idempotency-Key`. */
  idSeed: string | null;
}

/** A call while its endpoint's demands are being met. */
type Request = Omit<Call, 'caller' | 'query' | 'body'> & { caller: Caller | null; query: object; body: unknown };

/** Resolves with the answer, or with text whose type the handler has set itself. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<object | string> | object | string;

/** Questions of share links under way or waiting. */
const MAX_SHARED = 50;
const SHARED_RETRY_SECONDS = 5;
/** What a body that may be absent says then. */
const NO_FIELDS = Buffer.from('{}');

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

  /** Who asks, and for what: all that can be demanded before a body is read. */
  async function begin(ctx: Context, endpoint: Endpoint): Promise<Request> {
    const received = now();
    const address = addressOf(ctx.req);
    const caller = await admit(ctx, endpoint, address);
    const params = new URLSearchParams(ctx.querystring);
    const query = endpoint.query === undefined ? {} : requireShape(endpoint.query, readQuery(params), 'query');
    const sent = openEnvelope(undefined);
    return { ctx, caller, address, received, params, query, body: undefined, sent, bodyBytes: 0, idSeed: null };
  }

  /** What the body says, and whether a browser may say it. */
  async function open(endpoint: Endpoint, shape: z.ZodObject, raw: Buffer, request: Request): Promise<Request> {
    const { ctx, caller, address } = request;
    const sent = openEnvelope(parseJson(raw));
    Object.assign(ctx.state, { caller, sent });
    if (endpoint.browsers === true && caller === null) await admitVisitor(ctx, sent, address);
    const { answeredAs: name, answer } = endpoint;
    const body = requireShape(shape, name === undefined ? sent.body : takeBack(sent.body, name, answer), 'body');
    return { ...request, body, sent, bodyBytes: raw.length };
  }

  /**
   * A browser spends of its own allowance for each website (whatever names none of ours shares one), and must come from
   * an allowed domain. What it says of its address and agent is not even looked at.
   */
  async function admitVisitor(ctx: Context, sent: Envelope, address: string): Promise<void> {
    const website = sent.websiteId === null ? null : registry.website(sent.websiteId);
    spend(ctx, await limits.visitor(networkOf(address), website?.number ?? 0), now());
    if (website !== null) requireAllowedOrigin(website, originOf(ctx.headers) ?? '');
    dropContext(sent);
  }

  return (endpoint, handler) => {
    // What has met the demands of an endpoint is what its handler takes.
    const handle = async (request: Request) => handler(request as never);

    return async (ctx) => {
      const request = await begin(ctx, endpoint);
      if (endpoint.body === undefined) {
        // Whoever has a link to a public dashboard is a stranger: all of them together never keep the owner waiting.
        const isShared = request.caller?.kind === 'share';
        return send(ctx, endpoint, await (isShared ? inTurn(() => handle(request)) : handle(request)));
      }
      const shape = endpoint.body;
      const isAbsent = endpoint.bodyOptional === true && !hasBody(ctx.req);
      const raw = isAbsent ? NO_FIELDS : await readBody(ctx.req, bodyTypesOf(endpoint, request.caller));
      const caller = request.caller === null ? null : await readmit(ctx, endpoint, request.address);
      const run = async (idSeed: string | null) =>
        handle(await open(endpoint, shape, raw, { ...request, caller, idSeed }));
      const repeat = repeatOf(ctx, endpoint, caller, raw);
      if (repeat === null) return send(ctx, endpoint, await run(null));
      const answer = await answerOnce(repeat, async () => JSON.stringify(await run(idSeedOf(repeat))));
      if (answer.replayed) ctx.set('Idempotency-Replayed', 'true');
      ctx.type = 'json';
      ctx.body = answer.body;
    };
  };
}

/** Null where a repeat is a request of its own. */
function repeatOf(ctx: Context, { secret }: Endpoint, caller: Caller | null, raw: Buffer): Repeatable | null {
  if (ctx.method !== 'POST' || secret === true) return null;
  const sender = caller?.id ?? `${originOf(ctx.headers)}`;
  return repeatable(ctx.get('Idempotency-Key'), sender, ctx.method, ctx.url, raw);
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
  const tag = ctx.res.getHeader('ETag');
  if (method !== 'GET' || answer instanceof Readable) ctx.body = answer;
  else if (typeof tag === 'string') sendUnlessTagged(ctx, answer, tag);
  else if (scope === 'analytics:read') sendUnlessSame(ctx, answer);
  else ctx.body = answer;
}
