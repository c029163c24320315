/*
 * A visit to a page with one script or none, recorded: it loads, is clicked, scrolled, navigated and left. The page has
 * 1,200 elements and dirties the layout of all of them before anybody else hears of a click, a scroll or its end, so that a
 * script that reads a size or a place has to pay for it.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CALL, CATEGORIES, END, NOW, OPERATION, RETURN, readTrace } from './snippet-trace.mjs';

/** How long a page gets until it is quiet, after it was opened and after each deed. */
const PATIENCE_MS = { 1: [800, 400], 4: [1500, 600] };
const WAITING = 1000;

/** What the snippet is held against: whatever happens, 300 bytes of JSON under a key of localStorage. */
function trivial() {
  let count = 0;
  const note = () => {
    count += 1;
    localStorage.setItem(`trivial:${count}`, JSON.stringify({ name: 'happened', text: '.'.repeat(268) }));
  };
  for (const type of ['click', 'scroll', 'pagehide']) addEventListener(type, note, true);
  window.navigation?.addEventListener('currententrychange', note);
  window.bizness = { track: note };
  note();
}

/** Does what the meter must see: forces a layout and holds the thread for 60 ms. */
function faulty() {
  const hold = () => {
    const until = performance.now() + 60 + 0 * document.body.offsetHeight;
    while (performance.now() < until);
  };
  addEventListener('click', hold, true);
}

const SCRIPTS = {
  '/bizness.js': () => readFileSync('dist/snippet/bizness.js'),
  '/trivial.js': () => `(${trivial})()`,
  '/faulty.js': () => `(${faulty})()`,
};

const html = (script, outside) => `<!doctype html><title>A page</title>
<style>
  button, a { position: fixed; top: 0; width: 90px; height: 40px }
  button { left: 0 } a { left: 100px }
  .dirty p { padding-left: 3px }
</style>
<script>
  const arrive = () => {
    performance.mark('${NOW}');
    document.body.classList.toggle('dirty');
  };
  for (const type of ['click', 'scroll', 'visibilitychange', 'pagehide']) addEventListener(type, arrive, true);
  const call = (act) => setTimeout(() => {
    arrive();
    performance.mark('${CALL}');
    act();
    performance.mark('${RETURN}');
  });
</script>
${script ? `<script defer src="${script}" data-website-id="bench"></script>` : ''}
<body><button>Put into the basket</button><a href="${outside}">Elsewhere</a>
${'<p>Some words, <b>and more of them</b>.</p>\n'.repeat(600)}`;

/** Serves the pages and stands in for a collector, which is down while `outage` holds. */
export async function startSite() {
  const site = { outage: false, posts: 0 };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, site.url);
    if (request.method === 'POST') {
      site.posts += 1;
      response.writeHead(site.outage ? 503 : 200, { 'content-type': 'application/json' });
      request.resume().on('end', () => response.end(site.outage ? '{"success":false}' : '{"success":true}'));
      return;
    }
    // An address that has nothing to show: the link is followed, and the page stays.
    if (pathname === '/elsewhere') response.writeHead(204).end();
    else if (SCRIPTS[pathname]) response.setHeader('content-type', 'text/javascript').end(SCRIPTS[pathname]());
    else {
      const outside = `http://localhost:${server.address().port}/elsewhere`;
      const page = pathname === '/left' ? '<!doctype html>' : html(searchParams.get('script'), outside);
      response.setHeader('content-type', 'text/html').end(page);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${server.address().port}`;
  site.close = () => server.close();
  return site;
}

/** What is done to a page, as [name, deed]. A deed gets the page and `run`, which runs a line in it. */
const click = ['click', ({ page }) => page.mouse.click(45, 20)];
const track = ['track', ({ run }) => run("call(() => window.bizness?.track('signup', { plan: 'pro', seats: 3 }))")];
const navigate = ['navigate', ({ run }) => run("call(() => history.pushState({}, '', '/next'))")];
const leave = [
  'leave',
  async ({ page, run }) => {
    await run("window.bizness?.track('last'); location.href = '/left'");
    await page.waitForURL('**/left');
  },
];
const DEEDS = [
  click,
  ['link', ({ page }) => page.mouse.click(145, 20)],
  track,
  ['scroll', ({ page }) => page.mouse.wheel(0, 400)],
  navigate,
  click,
  track,
  leave,
];
const OUTAGE_DEEDS = [click, track, click, leave];

/**
 * One visit by somebody new; resolves with its operations. `brake` slows the main thread down, 1 not at all, 4 fourfold. In
 * an `outage` the collector is down, and 1,000 events wait.
 */
export async function visit(browser, site, script, { brake, outage = false }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const run = (expression) => session.send('Runtime.evaluate', { expression });
  const [loadMs, quietMs] = PATIENCE_MS[brake];
  const url = `${site.url}/page?script=${script ?? ''}`;
  site.outage = outage;
  if (outage) await fillQueue(page, url);

  await session.send('Emulation.setCPUThrottlingRate', { rate: brake });
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.goto(url);
  await sleep(loadMs);
  await run(`performance.mark('${END}')`);
  for (const [name, deed] of outage ? OUTAGE_DEEDS : DEEDS) {
    await run(`performance.mark('${OPERATION}${name}')`);
    await deed({ page, run });
    await sleep(quietMs);
    await run(`performance.mark('${END}')`);
  }
  const trace = await browser.stopTracing();
  await context.close();
  return readTrace(trace, script && site.url + script);
}

/** Lets a page without a collector count until 1,000 events wait. */
async function fillQueue(page, url) {
  await page.goto(url);
  const waiting = await page.evaluate((count) => {
    for (let index = 0; index < count; index += 1) window.bizness.track('signup', { plan: 'pro', seats: index });
    return Object.keys(localStorage).filter((key) => key.startsWith('bizness:bench:evt_')).length;
  }, WAITING);
  if (waiting < WAITING) throw new Error(`${waiting} events wait, not ${WAITING}`);
}
