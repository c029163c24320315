import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../../support/dashboard/axe.ts';
import { type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { VIEWS } from '../../support/dashboard/dashboard-views.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';

/*
 * Every view on a phone and on a desk, with a year of visits and with none, loaded once and judged for all that is asked of
 * it; by the accessibility checker on a desk, with the year. A view with nothing in it is loaded on the phone, and judged on
 * the desk that the phone then becomes, for all but what moves while it is loaded. `npm run screenshots` takes a picture of each, light and dark,
 * into the folder named by SCREENSHOTS.
 */
const FOLDER = process.env.SCREENSHOTS;
const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };
type Device = keyof typeof SIZES;
/** Headings move by a hair when the numbers below them come. The whole screen would be 1. */
const MOVED_AT_MOST = 0.025;
/** By its name; a guest's, whose address is known only once the link is made. */
const SHARED = 'share';
/** Beside every view: what is seen from outside, and what filters leave nothing of. */
const PICTURED: Readonly<Record<string, string>> = {
  ...VIEWS,
  nothing: '?filter_country=is:AQ',
  'payments-none': '/money?tab=payments&transaction=none',
  [SHARED]: '',
};
/** What the README shows, written with WRITE_DOCS=1. */
const PICTURES: Readonly<Record<string, string>> = {
  'seeded desk overview light': 'overview',
  'seeded desk money dark': 'money-dark',
  'seeded phone overview light': 'overview-phone',
};

describe.each(['seeded', 'empty'] as const)('a website that is %s', (kind) => {
  let room: DashboardRoom;
  let cookie: string;
  let shared: string;
  const id = kind === 'seeded' ? SEEDED_ID : 'acme';
  beforeAll(async () => {
    room = await openDashboard({ seeded: kind === 'seeded' });
    cookie = await room.createOwner();
    if (kind === 'empty') {
      const made = await room.ask(cookie, 'POST', '/api/websites', { id, domain: 'acme.com' });
      expect(made.status).toBe(200);
    }
    const link = { name: 'For the press', revenue: true };
    const made = await room.ask<{ share_link: { path: string } }>(
      cookie,
      'POST',
      `/api/websites/${id}/share-links`,
      link,
    );
    shared = made.body.share_link.path;
    if (kind === 'empty') return;
    // What a list of keys looks like with something in it.
    const key = await room.ask(cookie, 'POST', '/api/keys', { name: 'For the shop', websites: [id] });
    expect(key.status).toBe(200);
  });
  afterAll(() => room?.close());

  // Pictures are taken of what was loaded as it is seen.
  const becomesDesk = kind === 'empty' && FOLDER === undefined;
  const { desk: _, ...phones } = SIZES;
  describe.each(Object.entries(becomesDesk ? phones : SIZES) as [Device, typeof SIZES.desk][])(
    'on a %s',
    (device, viewport) => {
      let page: Page;
      let devices: CDPSession;
      beforeAll(async () => {
        const isMobile = device === 'phone';
        page = await room.browser.page(cookie, { viewport, hasTouch: isMobile, isMobile });
        devices = await page.context().newCDPSession(page);
      });
      afterAll(() => page.context().close());

      it.each(Object.entries(PICTURED))(
        'shows %s within the width of the screen, under one heading, accessible to all',
        async (name, address) => {
          await page.goto(room.url + (name === SHARED ? shared : `/sites/${id}${address}`));
          await settled(page);
          const moved = await shifts(page);
          if (FOLDER !== undefined) await photograph(page, FOLDER, [kind, device, name]);
          expect(moved).toBeLessThan(MOVED_AT_MOST);
          await fits(page, device);
          if (device === 'phone') expect(await smallTargets(page)).toEqual([]);
          expect(room.browser.complaints.splice(0)).toEqual([]);
          if (becomesDesk) {
            await become(page, devices, 'desk');
            await fits(page, 'desk');
            await become(page, devices, 'phone');
            expect(room.browser.complaints.splice(0)).toEqual([]);
          }
          if (kind !== 'seeded' || device !== 'desk') return;
          expect(await findings(page)).toEqual([]);
          // The next view is seen as a person's own browser shows it, and what the checker provoked is forgotten.
          await page.emulateMedia({ colorScheme: null, reducedMotion: null });
          room.browser.complaints.length = 0;
        },
      );
    },
  );
});

/** Expects one heading, and nothing that is too wide for the screen or for where it is. */
async function fits(page: Page, device: Device): Promise<void> {
  const { width, ...seen } = await page.evaluate(() => ({
    screen: innerWidth,
    fingers: matchMedia('(pointer: coarse)').matches,
    width: document.documentElement.scrollWidth,
    headings: document.querySelectorAll('h1').length,
  }));
  const screen = SIZES[device].width;
  expect(seen).toEqual({ screen, fingers: device === 'phone', headings: 1 });
  expect(width).toBeLessThanOrEqual(screen);
  expect(await hidden(page)).toEqual([]);
  expect(await spilt(page)).toEqual([]);
}

/** Makes a phone of a desk or a desk of a phone, with the page that is loaded; resolves when it has drawn itself so. */
async function become(page: Page, devices: CDPSession, device: Device): Promise<void> {
  const mobile = device === 'phone';
  await devices.send('Emulation.setTouchEmulationEnabled', { enabled: mobile });
  await devices.send('Emulation.setDeviceMetricsOverride', { ...SIZES[device], deviceScaleFactor: 1, mobile });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** How much of the page has moved by itself since it was opened. */
function shifts(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const seen = new Promise<number>((done) => {
      const observer = new PerformanceObserver((list) => {
        const moves = list.getEntries() as (PerformanceEntry & { value: number })[];
        done(moves.reduce((sum, { value }) => sum + value, 0));
      });
      observer.observe({ type: 'layout-shift', buffered: true });
    });
    // Where nothing has moved, nothing is told.
    const nothing = new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(0), 50)));
    return Promise.race([seen, nothing]);
  });
}

/** What scrolls sideways, and neither says so at its edge nor is a row of links and buttons that is cut there. */
function hidden(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
      .filter((box) => !box.matches('.views, .tabs, .choice, .headlines') && !box.hasAttribute('data-after'))
      .map((box) => box.outerHTML.slice(0, 100)),
  );
}

/** Buttons and links whose words are wider than they are. */
function spilt(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button')]
      .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX === 'visible')
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !one.matches('.only-heard'))
      .map((one) => one.outerHTML.slice(0, 100)),
  );
}

/** What a finger is to hit, and is smaller than a finger; words within a text are excepted. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, select, input, textarea, summary')]
      .filter((target) => target.checkVisibility() && getComputedStyle(target).display !== 'inline')
      // A tick is hit by its label too.
      .filter((target) => !target.matches('.only-heard, [type="checkbox"], [type="radio"]'))
      .map((target) => ({ target, ...target.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width < 44 || height < 44)
      .map(({ target, width, height }) => `${width} × ${height}: ${target.outerHTML.slice(0, 100)}`),
  );
}

/** A picture in each theme, as tall as what it shows: one of the full page would forget that a finger points. */
async function photograph(page: Page, folder: string, [kind, device, name]: string[]): Promise<void> {
  const size = page.viewportSize() ?? SIZES.desk;
  const place = path.join(folder, `${kind}`, `${device}`);
  mkdirSync(place, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const picture = PICTURES[`${kind} ${device} ${name} ${colorScheme}`];
    if (process.env.WRITE_DOCS === '1' && picture !== undefined) {
      mkdirSync('docs/pictures', { recursive: true });
      await page.screenshot({ path: `docs/pictures/${picture}.jpg`, type: 'jpeg', quality: 80 });
    }
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, tall) });
    await page.screenshot({ path: path.join(place, `${name}-${colorScheme}.png`) });
    await page.setViewportSize(size);
  }
}
