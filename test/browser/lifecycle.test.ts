import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { engineRoom } from '../support/delivery/engine-room.ts';
import { ENGINES } from '../support/engines/index.ts';
import { sentEvents, sentPaths, tagged, tagOf } from '../support/sent.ts';
import { SOON } from '../support/soon.ts';

/* Exactly which page views are sent, and which are not, in the browsers that people have. */

/** Long enough for anything that would be sent to have been sent. */
const QUIET_MS = 700;
const MOST_TRIES = 10;
const BACK = 'history.back()';
/** For browsers of before 2025, which have no Navigation API. */
const WITHOUT_NAVIGATION = `<script>Object.defineProperty(window, 'navigation', { value: undefined })</script>`;

describe.each(ENGINES)('page views in $name', (engine) => {
  const room = engineRoom(engine);
  const page = (attributes = '', head = '') => tagged(tagOf(room.wire, 'shop', attributes), '<p>Text</p>', head);
  /** Exactly these page views are sent, also after a while. */
  const views = async (...paths: string[]) => {
    await vi.waitFor(() => expect(sentPaths(room.wire)).toHaveLength(paths.length), SOON);
    await pass(QUIET_MS);
    expect(sentPaths(room.wire)).toEqual(paths);
    expect(room.browser.complaints.filter((complaint) => complaint.startsWith('uncaught'))).toEqual([]);
  };
  /** Takes steps within the page, a moment apart. Going back takes the browser its time. */
  const walk = (...steps: string[]) =>
    room.tab.evaluate(`(async () => {
    const step = () => new Promise((resolve) => setTimeout(resolve, 150));
    const gone = () => new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    ${steps.map((step) => (step === BACK ? `{ const back = gone(); ${step}; await back; await step(); }` : `${step}; await step();`)).join('\n')}
  })()`);

  describe.each([
    ['', ''],
    [', without the Navigation API', WITHOUT_NAVIGATION],
  ])('of a single-page app%s', (_, head) => {
    it('are its routes: pushed, replaced, gone back to; not the same address again, nor a fragment', async () => {
      await room.visit(() => ({ '/': page('', head) }));
      await walk(
        "history.pushState({}, '', '/a')",
        "history.pushState({}, '', '/a')",
        "history.replaceState({ scroll: 1 }, '')",
        "history.replaceState({}, '', '/b?x=1')",
        "location.hash = 'reviews'",
        BACK,
        BACK,
      );
      await views('/', '/a', '/b?x=1', '/a');
    });

    it('are its fragments as well where the tag says so', async () => {
      await room.visit(() => ({ '/': page('data-hash-routing', head) }));
      await walk("location.hash = '#/a'", "history.pushState({}, '', '#/b')", "history.pushState({}, '', '/c')", BACK);
      await views('/', '/#/a', '/#/b', '/c', '/#/b');
    });

    it('carry the title that the router sets afterwards, and where the reader came from', async () => {
      await room.visit(() => ({ '/': page('', head) }));
      await walk("history.pushState({}, '', '/cart'); setTimeout(() => { document.title = 'Cart' }, 20)");
      await views('/', '/cart');
      expect(sentEvents(room.wire).filter(({ event_name }) => event_name === 'page_view')[1]?.properties).toMatchObject(
        { page_title: 'Cart', referrer: `${room.site.url}/` },
      );
    });

    it('count a route that is left at once for another site', async () => {
      await room.visit(() => ({ '/': page('', head), '/bare': '<p>Bare</p>' }));
      await room.tab.evaluate("history.pushState({}, '', '/quick'), (location.href = '/bare')");
      await views('/', '/quick');
    });
  });

  it('are seen in a router that kept the browser’s own pushState before the tag came', async () => {
    const router =
      '<script>const { pushState } = history; window.route = (path) => pushState.call(history, {}, "", path)</script>';
    await room.visit(() => ({ '/': page('', router) }));
    await walk("route('/a')");
    // Only the Navigation API tells of it.
    const hasNavigation = await room.tab.evaluate('"navigation" in window');
    await views('/', ...(hasNavigation ? ['/a'] : []));
  });

  it('count a tag once that stands twice, is moved, or is run again by the framework that swaps the page', async () => {
    await room.visit(() => ({ '/': tagged(tagOf(room.wire, 'shop') + tagOf(room.wire, 'shop')) }));
    await walk(
      "document.body.append(document.querySelector('script[data-website-id]'))",
      `const fresh = document.createElement('script');
       for (const { name, value } of document.querySelector('script[data-website-id]').attributes) fresh.setAttribute(name, value);
       document.head.append(fresh)`,
      "history.pushState({}, '', '/swapped')",
    );
    await views('/', '/swapped');
  });

  it('are told to each website on the page, as are calls; and to one alone by its id', async () => {
    await room.visit(() => ({ '/': tagged(tagOf(room.wire, 'shop') + tagOf(room.wire, 'blog')) }));
    await walk("bizness.track('both')", "bizness.websites.blog.track('one')");
    const told = () =>
      room.wire
        .batches()
        .flatMap(({ body }) => {
          const { website_id, events } = JSON.parse(body) as { website_id: string; events: { event_name: string }[] };
          return events.map(({ event_name }) => `${website_id} ${event_name}`);
        })
        .sort();
    await vi.waitFor(
      () => expect(told()).toEqual(['blog both', 'blog one', 'blog page_view', 'shop both', 'shop page_view']),
      SOON,
    );
  });

  it('count a page that comes back from the back/forward cache', async () => {
    const note = "<script>addEventListener('pageshow', (event) => { window.restored = event.persisted })</script>";
    await room.visit(() => ({ '/': page('', note), '/next': page() }));
    const expected = ['/'];
    await views(...expected);
    // A busy browser may load the page anew instead. That counts as well, but proves nothing.
    for (let restored = false, tries = 0; !restored; tries++) {
      expect(tries, 'the browser restored no page').toBeLessThan(MOST_TRIES);
      await room.tab.evaluate("location.href = '/next'");
      expected.push('/next');
      await views(...expected);
      await room.tab.back();
      expected.push('/');
      await views(...expected);
      restored = await room.tab.evaluate<boolean>('window.restored');
    }
  });

  it('count a page that is loaded out of sight when it is shown, and what it became meanwhile', async () => {
    await room.visit(() => ({ '/': page(), '/unseen': page() }));
    await views('/');
    await room.tab.hide();
    await room.tab.evaluate("location.href = '/unseen'");
    await vi.waitFor(async () => expect(await room.tab.evaluate('location.pathname')).toBe('/unseen'), SOON);
    await pass(QUIET_MS);
    await room.tab.evaluate("history.replaceState({}, '', '/late')");
    await pass(QUIET_MS);
    expect(sentPaths(room.wire)).toEqual(['/']);
    await room.tab.show();
    await views('/', '/late');
  });

  it('of a prerendered page, and what it tracks, wait until it is opened; or the engine says why it has none', async () => {
    const rules =
      '<script type="speculationrules">{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script>';
    const eager =
      '<script>addEventListener("load", () => { bizness.track("eager"); document.prerendering && fetch("/prerendered") })</script>';
    await room.visit(() => ({
      '/': tagged(tagOf(room.wire, 'shop'), '<a href="/next">Next</a>', rules),
      '/next': page('', eager),
    }));
    await views('/');
    const asked = () => room.site.requests.filter(({ path }) => path === '/prerendered');
    if (engine.cannot.prerender === undefined) {
      await vi.waitFor(() => expect(asked()).toHaveLength(1), SOON);
      await pass(QUIET_MS);
      expect(sentEvents(room.wire).map(({ event_name }) => event_name)).toEqual(['page_view']);
    } else expect(asked()).toEqual([]);
    await room.tab.click('a');
    await vi.waitFor(() => expect(sentPaths(room.wire, 'eager')).toEqual(['/next']), SOON);
    await views('/', '/next');
  });

  it('say when the page was an error', async () => {
    await room.visit(() => ({
      '/': page(),
      '/broken': { html: page(), status: 503 },
      '/gone': { html: page(), status: 404 },
    }));
    await room.goto('/gone');
    await room.goto('/broken');
    await walk("history.pushState({}, '', '/mended')");
    await views('/', '/gone', '/broken', '/mended');
    const knows = await room.tab.evaluate('"responseStatus" in PerformanceNavigationTiming.prototype');
    expect(
      sentEvents(room.wire)
        .filter(({ event_name }) => event_name === 'page_view')
        .map(({ properties }) => properties.response_status),
    ).toEqual(knows ? [200, 404, 503, undefined] : [undefined, undefined, undefined, undefined]);
  });

  it('are left after the seconds they were seen and had the focus, with the part of them that was', async () => {
    let begun = performance.now();
    const seconds = () => (performance.now() - begun) / 1000;
    await room.visit(() => ({ '/': tagged(tagOf(room.wire, 'shop'), '<p style="height: 4000px">Tall</p>') }));
    await pass(2000);
    await room.tab.hide();
    let mostSeen = seconds();
    await pass(3000);
    begun = performance.now();
    await room.tab.show();
    await room.tab.wheel(20_000);
    await pass(2000);
    await room.tab.hide();
    mostSeen += seconds();
    const leaves = () => sentEvents(room.wire).filter(({ event_name }) => event_name === 'page_leave');
    await vi.waitFor(() => expect(leaves()).toHaveLength(2), SOON);
    const told = leaves().map(({ properties }) => properties as { engaged_seconds: number; scroll_depth: number });
    const engaged = told.reduce((sum, { engaged_seconds }) => sum + engaged_seconds, 0);
    // Not the three seconds out of sight. What the driver takes for its steps is seen, too; each page leave is rounded.
    expect(engaged).toBeGreaterThanOrEqual(4);
    expect(engaged).toBeLessThanOrEqual(mostSeen + 1);
    expect(told[0]?.scroll_depth).toBeGreaterThan(5);
    expect(told[0]?.scroll_depth).toBeLessThan(60);
    expect(told[1]?.scroll_depth).toBe(100);
  });
});
