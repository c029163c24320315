import Router from '@koa/router';
import type { Endpoint } from '../contract/endpoint.ts';
import { ENDPOINTS, endpoints } from '../contract/endpoints/index.ts';
import type { Dependencies } from './dependencies.ts';
import { noteRefusals } from './note-arrivals.ts';
import { getAnalytics } from './routes/analytics.ts';
import { createAnnotation, deleteAnnotation, listAnnotations, updateAnnotation } from './routes/annotations.ts';
import { getArrivals, noteScript } from './routes/arrivals.ts';
import { downloadBackup } from './routes/backup.ts';
import { trackBatch } from './routes/batch.ts';
import {
  archiveConversionEvent,
  createConversionEvent,
  listConversionEvents,
  previewConversionEvent,
  updateConversionEvent,
} from './routes/conversion-events.ts';
import { DASHBOARD_PATHS, readDashboard, sendAsset, sendPage } from './routes/dashboard.ts';
import { getDataQuality } from './routes/data-quality.ts';
import { trackEvent } from './routes/events.ts';
import { exportWebsite } from './routes/export.ts';
import { getFunnel } from './routes/funnels.ts';
import { getHealth, getReadiness } from './routes/health.ts';
import { acceptInvitation, cancelInvitation, createInvitation, inspectInvitation } from './routes/invitations.ts';
import { getJourneys } from './routes/journeys.ts';
import { createKey, listKeys, revokeKey, rotateKey } from './routes/keys.ts';
import { getOpenapi } from './routes/openapi.ts';
import { getOverview } from './routes/overview.ts';
import { changePerson, listPeople, removePerson } from './routes/people.ts';
import { listProperties } from './routes/properties.ts';
import { getRealtime } from './routes/realtime.ts';
import { getRetention } from './routes/retention.ts';
import { recordRevenue } from './routes/revenue.ts';
import { deleteRevenue, explainRevenue, listRevenue } from './routes/revenue-report.ts';
import { changePassword, changeProfile, getSession, signIn, signOut } from './routes/session.ts';
import { createShareLink, deleteShareLink, getShare, listShareLinks } from './routes/share-links.ts';
import { getSnippet, readSnippet, sendSnippet } from './routes/snippet.ts';
import { eraseVisitor, previewVisitorErasure } from './routes/visitors.ts';
import { createWebsite, deleteWebsite, getWebsite, listWebsites, updateWebsite } from './routes/websites.ts';
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
  const noting = noteRefusals(d);
  const route = <E extends Endpoint>(endpoint: E, handler: Handler<E>) =>
    router.register(
      endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
      [endpoint.method],
      endpoint.browsers === true ? [noting, serve(endpoint, handler)] : serve(endpoint, handler),
    );

  route(endpoints.trackEvent, trackEvent(d));
  route(endpoints.trackBatch, trackBatch(d));
  route(endpoints.recordRevenue, recordRevenue(d));
  route(endpoints.listRevenue, listRevenue(d));
  route(endpoints.explainRevenue, explainRevenue(d));
  route(endpoints.deleteRevenue, deleteRevenue(d));
  route(endpoints.getAnalytics, getAnalytics(d));
  route(endpoints.getOverview, getOverview(d));
  route(endpoints.getFunnel, getFunnel(d));
  route(endpoints.getRetention, getRetention(d));
  route(endpoints.getJourneys, getJourneys(d));
  route(endpoints.getRealtime, getRealtime(d));
  route(endpoints.listWebsites, listWebsites(d));
  route(endpoints.createWebsite, createWebsite(d));
  route(endpoints.getWebsite, getWebsite(d));
  route(endpoints.updateWebsite, updateWebsite(d));
  route(endpoints.getDataQuality, getDataQuality(d));
  route(endpoints.getArrivals, getArrivals(d));
  route(endpoints.listProperties, listProperties(d));
  route(endpoints.listConversionEvents, listConversionEvents(d));
  route(endpoints.createConversionEvent, createConversionEvent(d));
  route(endpoints.updateConversionEvent, updateConversionEvent(d));
  route(endpoints.archiveConversionEvent, archiveConversionEvent(d));
  route(endpoints.getSession, getSession(d));
  route(endpoints.signIn, signIn(d));
  route(endpoints.signOut, signOut(d));
  route(endpoints.changePassword, changePassword(d));
  route(endpoints.changeProfile, changeProfile(d));
  route(endpoints.inspectInvitation, inspectInvitation(d));
  route(endpoints.acceptInvitation, acceptInvitation(d));
  route(endpoints.listPeople, listPeople(d));
  route(endpoints.changePerson, changePerson(d));
  route(endpoints.removePerson, removePerson(d));
  route(endpoints.createInvitation, createInvitation(d));
  route(endpoints.cancelInvitation, cancelInvitation(d));
  route(endpoints.listKeys, listKeys(d));
  route(endpoints.createKey, createKey(d));
  route(endpoints.revokeKey, revokeKey(d));
  route(endpoints.rotateKey, rotateKey(d));
  route(endpoints.listShareLinks, listShareLinks(d));
  route(endpoints.createShareLink, createShareLink(d));
  route(endpoints.deleteShareLink, deleteShareLink(d));
  route(endpoints.getShare, getShare(d));
  route(endpoints.previewConversionEvent, previewConversionEvent(d));
  route(endpoints.listAnnotations, listAnnotations(d));
  route(endpoints.createAnnotation, createAnnotation(d));
  route(endpoints.updateAnnotation, updateAnnotation(d));
  route(endpoints.deleteAnnotation, deleteAnnotation(d));
  route(endpoints.exportWebsite, exportWebsite(d));
  route(endpoints.previewVisitorErasure, previewVisitorErasure(d));
  route(endpoints.eraseVisitor, eraseVisitor(d));
  route(endpoints.deleteWebsite, deleteWebsite(d));
  route(endpoints.downloadBackup, downloadBackup(d));
  route(endpoints.getHealth, getHealth);
  route(endpoints.getReadiness, getReadiness(d));
  route(endpoints.getOpenapi, getOpenapi());

  const snippet = readSnippet(d.snippetDir);
  route(endpoints.getSnippet, getSnippet(snippet));
  if (snippet !== null) {
    router.get(snippet.path, noteScript(d), sendSnippet(snippet, 'short'));
    router.get(snippet.immutablePath, noteScript(d), sendSnippet(snippet, 'forever'));
  }

  const dashboard = readDashboard(d.dashboardDir);
  if (dashboard !== null) {
    for (const path of DASHBOARD_PATHS) router.get(path, sendPage(dashboard));
    for (const [path, file] of dashboard.assets) router.get(path, sendAsset(file));
  }

  const openPaths = new Map(
    ENDPOINTS.filter((endpoint) => endpoint.browsers).map((endpoint) => [endpoint.path, endpoint.method as string]),
  );
  if (snippet !== null) openPaths.set(snippet.path, 'GET, HEAD').set(snippet.immutablePath, 'GET, HEAD');
  return { router, openPaths };
}
