import type { DefaultContext, Middleware as KoaMiddleware, ParameterizedContext } from 'koa';
import type { Envelope } from '../contract/envelope.ts';
import type { Caller } from '../model/caller.ts';

export interface State {
  requestId: string;
  /** Who sent what, as far as a request has come: for noting the events of one that was refused. */
  caller?: Caller | null;
  sent?: Envelope;
}
export type Context = ParameterizedContext<State, DefaultContext>;
export type Middleware = KoaMiddleware<State, DefaultContext>;
