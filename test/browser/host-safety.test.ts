import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FINE, openWalk, type Parts, type Scenario, type Walk } from '../support/dashboard/hostile-page.ts';
import type { Engine, EngineName } from '../support/engines/engine.ts';
import { ENGINES } from '../support/engines/index.ts';
import { html } from '../support/site.ts';
import { SOON } from '../support/soon.ts';
import { startTestCollector, type TestCollector } from '../support/start-collector.ts';

/*
 * The snippet in pages that break what it builds on. In each of them the page's own click handler and request work, nothing
 * is thrown, nothing appears on the console, and the wire carries exactly what is listed: page view and click, where not
 * said otherwise.
 */

const THROWS = `() => { throw new Error('of the page') }`;
const REJECTS = `() => Promise.reject(new Error('of the page'))`;
const OF_NOBODY = ['page_view of nobody', 'button_click of nobody'];
const NOTHING: string[] = [];

type More = Partial<Scenario>;
const before = (name: string, before: string, more: More = {}): Scenario => ({ name, before, ...more });
const body = (name: string, body: string, more: More = {}): Scenario => ({ name, body, ...more });
/** `localStorage` is something else. */
const storage = (name: string, getter: string, more: More = {}): Scenario =>
  before(
    name,
    `const native = localStorage; Object.defineProperty(window, 'localStorage', { get: () => ${getter} })`,
    more,
  );
/** By its tag in another form. */
const tag = (name: string, change: (parts: Parts) => string, more: More = {}): Scenario => ({
  name,
  pages: (parts) => ({ '': html(parts.witness + change(parts), parts.body) }),
  ...more,
});
const framed = (name: string, frame: (page: string) => string, more: More = {}): Scenario => ({
  name,
  pages: ({ witness, tag, body }) => {
    const inner = html(witness + tag, body);
    return { '': html(witness, frame(inner) + body), framed: inner };
  },
  ...more,
});

const GLOBALS: Scenario[] = [
  before('JSON.stringify throws', `JSON.stringify = ${THROWS}`, { sent: NOTHING }),
  before('JSON.parse throws', `JSON.parse = ${THROWS}`, { sent: NOTHING }),
  before(
    'arrays, texts and numbers have a toJSON, as by old Prototype.js',
    `Array.prototype.toJSON = function () { return '[' + this.join() + ']' };
     for (const { prototype } of [String, Number]) prototype.toJSON = function () { return '"' + this + '"' }`,
  ),
  before(
    'dates write themselves in another way',
    `Date.prototype.toJSON = function () { return '/Date(' + this.getTime() + ')/' }`,
  ),
  before('dates throw when they are written', `Date.prototype.toJSON = ${THROWS}`),
  before(
    'every object and array has more properties',
    'for (const { prototype } of [Object, Array]) prototype.extend = function () {}, prototype.size = 1',
  ),
  before(
    'Map and Set throw, and there is no Promise',
    `Map = Set = WeakMap = function () { throw new Error('of the page') }; Promise = undefined`,
  ),
  before(
    'Promise is a polyfill',
    `Promise = function (act) {
       const waiting = [];
       this.then = (done) => { waiting.push(done); return this };
       act((value) => waiting.forEach((done) => done(value)));
     }`,
  ),
  before('there is no ResizeObserver', 'ResizeObserver = undefined'),
  before('there is no composedPath', 'Event.prototype.composedPath = undefined', { sent: ['page_view'] }),
  before('there is no getEntriesByType', 'performance.getEntriesByType = undefined'),
];

const NETWORK: Scenario[] = [
  before('there is no fetch', 'fetch = undefined'),
  before('fetch throws', `fetch = ${THROWS}`),
  before('fetch rejects', `fetch = ${REJECTS}`),
  before('fetch returns nothing', 'fetch = () => {}'),
  before('fetch answers with nonsense', 'own.stay = 1000; fetch = async () => ({ status: 200, json: 7 })', {
    sent: NOTHING,
  }),
  before(
    'fetch answers 200 and a page',
    `own.stay = 1000; fetch = async () => new Response('<p>Welcome</p>', { headers: { 'Content-Type': 'text/html' } })`,
    { sent: NOTHING },
  ),
  before('there is no sendBeacon', 'own.stay = 1000; navigator.sendBeacon = undefined'),
  before('sendBeacon throws', `own.stay = 1000; navigator.sendBeacon = ${THROWS}`),
  before('there is neither', 'fetch = navigator.sendBeacon = undefined', { sent: NOTHING }),
  before('there are no locks', `Object.defineProperty(navigator, 'locks', { value: undefined })`),
  before('locks reject', `LockManager.prototype.request = ${REJECTS}`),
  before('locks throw', `LockManager.prototype.request = ${THROWS}`),
  before('locks return nothing', 'LockManager.prototype.request = () => {}'),
];

const STORAGES: Scenario[] = [
  storage('localStorage throws', `{ throw new Error('of the page') }`, { sent: OF_NOBODY }),
  storage('localStorage is null', 'null', { sent: OF_NOBODY }),
  storage('localStorage is an empty object', 'own.storage ||= {}'),
  storage('localStorage is frozen', 'Object.freeze({})'),
  before('the page clears the storage after each event', '', {
    after: `bizness.track('bought'); localStorage.clear()`,
    sent: [...FINE, 'bought'],
  }),
  storage('localStorage is a proxy', 'new Proxy(native, {})'),
  storage(
    'localStorage is a proxy that throws',
    `new Proxy(native, { get: ${THROWS}, set: ${THROWS}, ownKeys: ${THROWS} })`,
    {
      sent: NOTHING,
    },
  ),
  before(
    'the methods of Storage throw',
    `for (const name of ['getItem', 'setItem', 'removeItem', 'key', 'clear']) Storage.prototype[name] = ${THROWS}`,
  ),
];

const NAMES: Scenario[] = [
  ...['"text"', '7', 'Object.freeze({})', '{ q: 7, websites: "text" }'].map((junk) =>
    before(`bizness is ${junk}`, `window.bizness = ${junk}`),
  ),
  before('bizness has calls that are none', 'window.bizness = { q: [null, 7, "text", [], ["nothing"], ["track"]] }'),
  before('bizness has a before_send that is none', 'window.bizness = { before_send: "text" }', { sent: NOTHING }),
  before('bizness cannot be read', `Object.defineProperty(window, 'bizness', { get: ${THROWS} })`, { sent: NOTHING }),
  before('bizness cannot be set', `Object.defineProperty(window, 'bizness', { value: null })`, { sent: NOTHING }),
  body('bizness is an element', '<div id="bizness"></div>'),
  body('bizness is a form', '<form id="bizness"><input name="q"><input name="websites"></form>'),
  body('bizness is a frame', '<iframe name="bizness"></iframe>'),
  {
    name: 'bizness is asked for odd things',
    after: `const circle = { count: 1n };
      circle.self = circle;
      const trap = { get bad() { throw new Error('of the page') } };
      for (const properties of [circle, trap, null, 'text', 7, () => {}]) bizness.track('odd', properties);
      for (const name of [Symbol('name'), {}, null, undefined]) bizness.track(name);
      bizness.track('good')`,
    sent: [...FINE, 'odd', 'odd', 'odd', 'odd', 'odd', 'good'],
    // To whoever has written the page.
    noticed: Array(4).fill('console bizness: no event_name'),
  },
];

const ROUTED = {
  after: `history.pushState({}, '', 'next'); own.note('at ' + pushed)`,
  sent: [...FINE, 'page_view @next'],
};
const WRAP = `let pushed;
  const { pushState } = history;
  history.pushState = function (...args) { pushed = args[2]; return pushState.apply(this, args) }`;
const DOCUMENTS: Scenario[] = [
  before('the page wraps pushState', WRAP, { ...ROUTED, noticed: ['at next'] }),
  before(
    'the page wraps pushState, and there is no Navigation API',
    `Object.defineProperty(window, 'navigation', { value: undefined }); ${WRAP}`,
    { ...ROUTED, noticed: ['at next'] },
  ),
  before(
    'pushState throws, and there is no Navigation API',
    `Object.defineProperty(window, 'navigation', { value: undefined }); history.pushState = ${THROWS}`,
    {
      after: `try { history.pushState({}, '', 'next') } catch ({ message }) { own.note(message) }`,
      noticed: ['of the page'],
    },
  ),
  before(
    'history is frozen, and there is no Navigation API',
    `Object.defineProperty(window, 'navigation', { value: undefined }); Object.freeze(history)`,
  ),
  body('a form is named currentScript', '<form name="currentScript"></form>', { sent: NOTHING }),
  body('an image is named currentScript', '<img name="currentScript" src="data:,">', { sent: NOTHING }),
  body('elements are named as properties of the document', '<form name="title"></form><img name="referrer">'),
  body(
    'fields are named as properties of their form',
    `<form onsubmit="event.preventDefault()">${['id', 'name', 'href', 'textContent', 'querySelector', 'addEventListener'].map((name) => `<input name="${name}">`).join('')}<button>Send</button></form>`,
    { sent: ['page_view', 'button_click', 'form_submit'] },
  ),
  tag('the page has another base', ({ tag }) => `<base href="https://elsewhere.test/deep/">${tag}`),
];

const LOADS: Scenario[] = [
  tag('by async', ({ tag }) => tag.replace('defer', 'async')),
  tag('by document.write', ({ tag }) => `<script>document.write('${tag.replace('</', '<\\/')}')</script>`),
  tag(
    'by another script',
    ({ tag }) => `<script>
      const { attributes } = new DOMParser().parseFromString('${tag.replace('</', '<\\/')}', 'text/html').querySelector('script');
      const script = document.createElement('script');
      for (const { name, value } of attributes) script.setAttribute(name, value);
      document.head.append(script);
    </script>`,
  ),
  // A module does not know its tag.
  tag('as a module', ({ tag }) => tag.replace('defer', 'type="module"'), { sent: NOTHING }),
  tag('with its hash', ({ tag, integrity }) => tag.replace('defer', `defer crossorigin integrity="${integrity}"`)),
  tag(
    'with a wrong hash',
    ({ tag }) => tag.replace('defer', `defer crossorigin integrity="sha384-${'A'.repeat(64)}"`),
    {
      sent: NOTHING,
      complains: /integrity/,
    },
  ),
];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const FRAMES: Scenario[] = [
  framed('in a frame', () => '<iframe src="framed"></iframe>', {
    sent: FINE.map((name) => `${name} @framed`),
    noticed: ['framed: clicked', 'framed: asked 200'],
  }),
  // It has neither a storage nor an origin that a website could allow: the collector refuses it once, and is left alone
  // for longer than if it had not answered.
  framed(
    'in a sandboxed frame',
    () => '<script>own.stay = 1700</script><iframe sandbox="allow-scripts" src="framed"></iframe>',
    {
      sent: OF_NOBODY.map((name) => `${name} @framed`),
      stored: NOTHING,
      requests: 1,
      noticed: ['framed: clicked'],
      complains: /403/,
    },
  ),
  framed('in a sandboxed frame without scripts', () => '<iframe sandbox src="framed"></iframe>', {
    sent: NOTHING,
    complains: /Blocked script execution/,
  }),
  framed('in a frame of srcdoc', (page) => `<iframe srcdoc="${escaped(page)}"></iframe>`, {
    sent: FINE.map((name) => `${name} @about:srcdoc`),
    stored: FINE.map((name) => `${name} @null`),
    noticed: ['framed: clicked', 'framed: asked 200'],
  }),
];

const POLICIES: Scenario[] = [
  {
    name: 'a strict policy',
    pages: ({ tag, collector }) => ({
      '': {
        html: html(tag, '<button>Like</button> <a href="/left">Leave</a>'),
        headers: {
          'Content-Security-Policy': `default-src 'none'; img-src data:; script-src ${collector}; connect-src ${collector}; require-trusted-types-for 'script'; report-uri violations`,
        },
      },
    }),
    visit: async (tab, sent) => {
      await vi.waitFor(() => expect(sent()).toEqual(['page_view']), SOON);
      // The engine knows what is asked of it. Its driver may still be with the page before.
      await vi.waitFor(async () => {
        expect(await tab.evaluate('[location.pathname, "trustedTypes" in window]')).toEqual([
          '/a-strict-policy/',
          true,
        ]);
      }, SOON);
      await tab.click('button');
      await vi.waitFor(() => expect(sent()).toEqual(FINE), SOON);
      // While the page is left, which a policy can forbid like any request.
      await tab.click('a');
    },
    sent: [...FINE, 'link_click'],
  },
  {
    name: 'a policy that forbids to connect',
    pages: ({ tag, collector, witness, body }) => ({
      '': {
        html: html(witness + tag, body).replaceAll('<script>', '<script nonce="own">'),
        headers: {
          'Content-Security-Policy': `default-src 'none'; img-src data:; script-src 'nonce-own' ${collector}; connect-src 'self'`,
        },
      },
    }),
    sent: NOTHING,
    complains: /Content.Security.Policy/,
  },
];

const GROUPS = {
  'its globals are not the browser’s': GLOBALS,
  'the network is not what it was': NETWORK,
  'the storage is not what it was': STORAGES,
  'the name bizness is taken': NAMES,
  'the document is not what it seems': DOCUMENTS,
  'the tag comes': LOADS,
  'the tag stands': FRAMES,
  'there is': POLICIES,
};
const ALL = Object.entries(GROUPS).flatMap(([group, scenarios]) =>
  scenarios.map((scenario) => [`${group}: ${scenario.name}`, scenario] as const),
);

let collector: TestCollector;
const walks = {} as Record<EngineName, Walk>;
beforeAll(async () => {
  collector = await startTestCollector();
  const open = async (engine: Engine) => {
    walks[engine.name] = await openWalk(engine, collector);
  };
  await Promise.all(ENGINES.map(open));
});
afterAll(async () => {
  await Promise.all(Object.values(walks).map((walk) => walk.close()));
  await collector.stop();
});

describe.concurrent.each(ALL)('The snippet does no harm where %s', (_title, scenario) => {
  it.each(ENGINES)('in $name', ({ name }) => walks[name].play(scenario));
});

describe.concurrent('The snippet does no harm where the browser itself denies every storage', () => {
  it.each(ENGINES)('in $name', async (engine) => {
    const walk = await openWalk(engine, collector, { denyStorage: true });
    try {
      await walk.play({ name: 'denied', sent: OF_NOBODY });
      await walk.settle();
    } finally {
      await walk.close();
    }
  });
});

describe('After all of it', () => {
  it.each(ENGINES)('nothing has come late or twice, and all is stored, in $name', ({ name }) => walks[name].settle());
});
