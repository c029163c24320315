import Router from '@koa/router';
import { ENDPOINTS, type Endpoint, endpoints } from '../contract/endpoints.ts';
import type { Dependencies } from './dependencies.ts';
import { getAnalytics } from './routes/analytics.ts';
import { trackBatch } from './routes/batch.ts';
import {
  archiveConversionEvent,
  createConversionEvent,
  listConversionEvents,
  updateConversionEvent,
} from './routes/conversion-events.ts';
import { trackEvent } from './routes/events.ts';
import { getHealth, getReadiness } from './routes/health.ts';
import { getOpenapi } from './routes/openapi.ts';
import { recordRevenue } from './routes/revenue.ts';
import { getSnippet, readSnippet, sendSnippet } from './routes/snippet.ts';
import { createWebsite, getWebsite, listWebsites, updateWebsite } from './routes/websites.ts';
import { createServe, type Handler } from './serve.ts';
import type { State } from './state.ts';

export interface Routes {
  router: Router<State>;
  /** Paths that pages of any origin may call, with their methods. */
  openPaths: Map<string, string>;
}

/** The table of contents. */
export function createRoutes(d: Dependencies): Routes {
  const router = new Router<State>();
  const serve = createServe(d);
  const route = <E extends Endpoint>(endpoint: E, handler: Handler<E>) =>
    router.register(endpoint.path.replace(/\{(\w+)\}/g, ':$1'), [endpoint.method], serve(endpoint, handler));

  route(endpoints.trackEvent, trackEvent(d));
  route(endpoints.trackBatch, trackBatch(d));
  route(endpoints.recordRevenue, recordRevenue(d));
  route(endpoints.getAnalytics, getAnalytics(d));
  route(endpoints.listWebsites, listWebsites(d));
  route(endpoints.createWebsite, createWebsite(d));
  route(endpoints.getWebsite, getWebsite(d));
  route(endpoints.updateWebsite, updateWebsite(d));
  route(endpoints.listConversionEvents, listConversionEvents(d));
  route(endpoints.createConversionEvent, createConversionEvent(d));
  route(endpoints.updateConversionEvent, updateConversionEvent(d));
  route(endpoints.archiveConversionEvent, archiveConversionEvent(d));
  route(endpoints.getHealth, getHealth);
  route(endpoints.getReadiness, getReadiness(d));
  route(endpoints.getOpenapi, getOpenapi());

  const snippet = readSnippet(d.snippetDir);
  route(endpoints.getSnippet, getSnippet(snippet));
  if (snippet !== null) {
    router.get(snippet.path, sendSnippet(snippet, 'short'));
    router.get(snippet.immutablePath, sendSnippet(snippet, 'forever'));
  }

  const openPaths = new Map(
    ENDPOINTS.filter((endpoint) => endpoint.browsers).map((endpoint) => [endpoint.path, endpoint.method as string]),
  );
  if (snippet !== null) openPaths.set(snippet.path, 'GET, HEAD').set(snippet.immutablePath, 'GET, HEAD');
  return { router, openPaths };
}
