import Router from '@koa/router';
import type { Endpoint } from '../contract/endpoint.ts';
import { ENDPOINTS, type endpoints } from '../contract/endpoints/index.ts';
import type { Scope } from '../contract/vocabulary.ts';
import type { Dependencies } from './dependencies.ts';
import type { Openness } from './middleware/cors.ts';
import { createKey, listKeys, revokeKey, rotateKey } from './routes/access/keys.ts';
import { createShareLink, deleteShareLink, getShare, listShareLinks } from './routes/access/share-links.ts';
import { downloadBackup } from './routes/data/backup.ts';
import { exportWebsite } from './routes/data/export.ts';
import { eraseVisitor, previewVisitorErasure } from './routes/data/visitors.ts';
import { trackBatch } from './routes/events/batch.ts';
import { trackEvent } from './routes/events/event.ts';
import {
  acceptInvitation,
  cancelInvitation,
  createInvitation,
  inspectInvitation,
} from './routes/people/invitations.ts';
import { changePerson, listPeople, removePerson } from './routes/people/people.ts';
import { changePassword, changeProfile, getSession, signIn, signOut } from './routes/people/session.ts';
import { getArrivals, noteScript } from './routes/quality/arrivals.ts';
import { getDataQuality } from './routes/quality/data-quality.ts';
import { noteRefusals } from './routes/quality/note-arrivals.ts';
import { listProperties } from './routes/quality/properties.ts';
import {
  getAnalytics,
  getFunnel,
  getJourneys,
  getOverview,
  getRealtime,
  getRetention,
} from './routes/reports/reports.ts';
import { recordRevenue } from './routes/revenue/revenue.ts';
import { deleteRevenue, explainRevenue, listRevenue } from './routes/revenue/revenue-report.ts';
import { DASHBOARD_PATHS, readDashboard, sendAsset, sendPage } from './routes/service/dashboard.ts';
import { getHealth, getReadiness } from './routes/service/health.ts';
import { getOpenapi } from './routes/service/openapi.ts';
import { getSnippet, readSnippet, type Snippet, sendSnippet } from './routes/service/snippet.ts';
import {
  createAnnotation,
  deleteAnnotation,
  listAnnotations,
  updateAnnotation,
} from './routes/websites/annotations.ts';
import {
  archiveConversionEvent,
  createConversionEvent,
  listConversionEvents,
  previewConversionEvent,
  updateConversionEvent,
} from './routes/websites/conversion-events.ts';
import { previewExcludedReferrers } from './routes/websites/excluded-referrers.ts';
import { createWebsite, deleteWebsite, getWebsite, listWebsites, updateWebsite } from './routes/websites/websites.ts';
import { createServe, type Handler } from './serve.ts';
import type { State } from './state.ts';

export interface Routes {
  router: Router<State>;
  opennessOf: (path: string) => Openness | null;
}

/**
 * What answers each endpoint, made of what the room is given. The compiler refuses an endpoint without a handler, a
 * handler without an endpoint, and one that expects another's call.
 */
const HANDLERS = {
  trackEvent,
  trackBatch,
  recordRevenue,
  listRevenue,
  explainRevenue,
  deleteRevenue,
  getAnalytics,
  getOverview,
  getFunnel,
  getRetention,
  getJourneys,
  getRealtime,
  listWebsites,
  createWebsite,
  getWebsite,
  updateWebsite,
  deleteWebsite,
  previewExcludedReferrers,
  getDataQuality,
  getArrivals,
  listProperties,
  listConversionEvents,
  createConversionEvent,
  updateConversionEvent,
  archiveConversionEvent,
  getSession,
  signIn,
  signOut,
  changePassword,
  changeProfile,
  inspectInvitation,
  acceptInvitation,
  listPeople,
  changePerson,
  removePerson,
  createInvitation,
  cancelInvitation,
  listKeys,
  createKey,
  revokeKey,
  rotateKey,
  listShareLinks,
  createShareLink,
  deleteShareLink,
  getShare,
  listAnnotations,
  createAnnotation,
  updateAnnotation,
  deleteAnnotation,
  previewConversionEvent,
  exportWebsite,
  previewVisitorErasure,
  eraseVisitor,
  downloadBackup,
  getHealth,
  getReadiness,
  getSnippet,
  getOpenapi,
} satisfies { [K in keyof typeof endpoints]: (given: Given) => Handler<(typeof endpoints)[K]> };

/** Pages and endpoints describe the same snippet. */
type Given = Dependencies & { snippet: Snippet | null };

/** Every path the collector answers: the endpoints, the snippet, the dashboard. */
export function createRoutes(d: Dependencies): Routes {
  const router = new Router<State>();
  const serve = createServe(d);
  const noting = noteRefusals(d);
  const snippet = readSnippet(d.snippetDir);
  const given = { ...d, snippet };

  for (const endpoint of ENDPOINTS) {
    const handler = HANDLERS[endpoint.operation](given) as Handler<Endpoint>;
    const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
    const steps = endpoint.browsers === true ? [noting, serve(endpoint, handler)] : [serve(endpoint, handler)];
    router.register(path, [endpoint.method], steps);
  }

  if (snippet !== null) {
    router.get(snippet.path, noteScript(d), sendSnippet(snippet, 'short'));
    router.get(snippet.immutablePath, noteScript(d), sendSnippet(snippet, 'forever'));
  }

  const dashboard = readDashboard(d.dashboardDir);
  if (dashboard !== null) {
    for (const path of DASHBOARD_PATHS) router.get(path, sendPage(dashboard));
    for (const [path, file] of dashboard.assets) router.get(path, sendAsset(file));
  }

  const open = ENDPOINTS.flatMap((endpoint): [RegExp, Openness][] => {
    const { path, method, browsers } = endpoint;
    const isRead = method === 'GET' && READING.has(endpoint.scope);
    return browsers || isRead ? [[patternOf(path), { methods: method, withKey: browsers !== true }]] : [];
  });
  for (const path of snippet === null ? [] : [snippet.path, snippet.immutablePath]) {
    open.push([patternOf(path), { methods: 'GET, HEAD', withKey: false }]);
  }
  return { router, opennessOf: (path) => open.find(([pattern]) => pattern.test(path))?.[1] ?? null };
}

/** What a page of any origin may do with a key. */
const READING = new Set<Scope | null>(['analytics:read', 'websites:read', 'conversions:read']);

/** The addresses that a path with `{name}` for what varies stands for. */
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
