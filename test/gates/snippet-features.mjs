/**
 * What `npm run size` prices: each feature, and how to build the snippet without it. A new capture gets a line here.
 *
 * `stub` stands in for the whole module and has the same exports. `replace` takes a feature out of a module it shares
 * with others: texts of that module, each to be found there once, and what stands there instead.
 */
export const features = {
  'page views': { module: 'snippet/capture/page-view.ts', stub: 'export const viewPage = () => {};' },
  'time with the focus and scroll depth': {
    module: 'snippet/capture/engagement.ts',
    stub: 'export const captureEngagement = () => {}, enterPage = () => {}, leavePage = () => {}, measure = () => {};',
  },
  'navigation within the document': {
    module: 'snippet/browser/on-navigate.ts',
    stub: 'export const onNavigate = () => {};',
  },
  'the same without a Navigation API': {
    module: 'snippet/browser/on-navigate.ts',
    stub: `import { listen } from './listen.ts';
      export const onNavigate = (handler) => listen('currententrychange', handler, window.navigation);`,
  },
  'hash routing': { module: 'snippet/page-url.ts', replace: { "option('hash-routing') == null": 'true' } },
  'campaign tags in the fragment': { module: 'snippet/page-url.ts', replace: { ".replace(/#.*?(?=utm_)/, '?&')": '' } },
  'clicks and downloads': { module: 'snippet/capture/click.ts', stub: 'export const captureClicks = () => {};' },
  'form submissions': { module: 'snippet/capture/form-submit.ts', stub: 'export const captureFormSubmits = () => {};' },
  'events by markup, and data-bizness-ignore': {
    module: 'snippet/capture/interaction.ts',
    stub: `import { track } from '../client.ts';
      export const tell = (_event, _marked, name, properties) => track(name, properties);`,
  },
  'clicks in shadow roots': {
    module: 'snippet/browser/closest.ts',
    stub: 'export const closest = (event, selector) => event.target.closest(selector);',
  },
  'secrets masked in texts and addresses': {
    module: 'snippet/scrub.ts',
    stub: 'export const scrubText = (text) => text, scrubUrl = (url) => url;',
  },
  'consent, opt-out, prerendered pages': {
    module: 'snippet/permission.ts',
    stub: 'export const startPermission = () => {}, ask = (act) => act(), consent = () => {}, optOut = () => {};',
  },
  'visitor id, Global Privacy Control, cookieless mode': {
    module: 'snippet/visitor.ts',
    stub: 'export const isRefused = () => false, forgetVisitor = () => {}, visitorId = () => {};',
  },
  'back-off': {
    module: 'snippet/back-off.ts',
    stub: "export const RETRY = 'retry', waitLeft = () => 0, backOff = () => {};",
  },
  'memory where storage is denied or full': {
    module: 'snippet/storage.ts',
    stub: `import { option } from './options.ts';
      export const path = (name) => 'bizness:' + option('website-id') + ':' + name;
      export const OUT = 'out';
      export const followTabs = () => {};
      export const read = (name) => localStorage[path(name)];
      export const readNumbers = (name) => ('' + read(name)).split(',').map((text) => +text || 0);
      export const write = (name, value) => { localStorage[path(name)] = value; return true; };
      export const remove = (name) => localStorage.removeItem(path(name));
      export const names = (start) => Object.keys(localStorage).map((key) => key.split(path(''))[1] ?? '')
        .filter((name) => name.startsWith(start)).sort();`,
  },
  'options in the script’s address': {
    module: 'snippet/tag.ts',
    stub: `export const tagOptions = () => {
      const script = document.currentScript;
      return (name) => script.getAttribute('data-' + name);
    };`,
  },
  'never an error in the page': {
    module: 'snippet/browser/guarded.ts',
    stub: 'export const guarded = (act) => act;',
  },
};
