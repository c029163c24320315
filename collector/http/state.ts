import type { DefaultContext, Middleware as KoaMiddleware, ParameterizedContext } from 'koa';
import type { Caller } from '../model/caller.ts';

export interface State {
  requestId: string;
  /** Who sent what, as far as a request has come: for whoever must tell of one that was refused. */
  sent?: { caller: Caller | null; input?: unknown };
}
export type Context = ParameterizedContext<State, DefaultContext>;
export type Middleware = KoaMiddleware<State, DefaultContext>;
