import type { DefaultContext, Middleware as KoaMiddleware, ParameterizedContext } from 'koa';

export interface State {
  requestId: string;
}
export type Context = ParameterizedContext<State, DefaultContext>;
export type Middleware = KoaMiddleware<State, DefaultContext>;
