import Koa from 'koa';
import type { Dependencies } from './dependencies.ts';
import { accessLog } from './middleware/access-log.ts';
import { cors } from './middleware/cors.ts';
import { errors } from './middleware/errors.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { unmatched } from './middleware/unmatched.ts';
import type { State } from './state.ts';
import { createRoutes } from './table.ts';

/** The application, in the order in which a request passes it. It does not listen. */
export function createApp(dependencies: Dependencies): Koa<State> {
  const { router, opennessOf } = createRoutes(dependencies);
  const app = new Koa<State>();
  app.use(requestId);
  app.use(accessLog(dependencies.log));
  app.use(errors(dependencies.log));
  app.use(securityHeaders);
  app.use(cors(opennessOf));
  app.use(router.routes());
  app.use(unmatched(dependencies));
  // What is left are answers that broke off because the client went away.
  app.on('error', (error: Error) => dependencies.log.debug({ err: error }, 'answer broke off'));
  return app;
}
