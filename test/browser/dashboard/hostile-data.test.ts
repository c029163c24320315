import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { biznessOk } from '../../support/command.ts';
import { answered, type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { VIEWS } from '../../support/dashboard/dashboard-views.ts';
import { HOSTILE_TEXTS } from '../../support/dashboard/hostile-texts.ts';

const ID = 'acme';

let room: DashboardRoom;
let cookie: string;
let page: Page;
const canaries: string[] = [];

beforeAll(async () => {
  room = await openDashboard({ seeded: false });
  cookie = await room.createOwner();
  await fill();
  page = await room.browser.page(cookie);
  await page.context().exposeFunction('hacked', () => room.browser.complaints.push('hacked'));
  page.on('request', (request) => {
    // The questions of the page itself may name what is filtered by.
    const { origin, pathname } = new URL(request.url());
    if (origin !== room.url || pathname.includes('canary')) canaries.push(request.url());
  });
});
afterAll(() => room?.close());

/** Every field of every kind that somebody may send or set, once with each text. */
async function fill(): Promise<void> {
  const ask = async (method: string, path: string, body: unknown) => {
    const { status } = await room.ask(cookie, method, path, body);
    // What may be refused is refused by name; what is not, is shown.
    expect([200, 400, 409]).toContain(status);
  };
  await ask('POST', '/api/websites', { id: ID, domain: 'acme.com', name: HOSTILE_TEXTS[3] });
  const made = await biznessOk(['key', 'create', '--website', ID, '--json', '--data-dir', room.dataDir]);
  const { key } = JSON.parse(made) as { key: string };
  const send = async (path: string, body: unknown) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const response = await fetch(room.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status).toBeLessThan(500);
  };
  for (const [number, text] of HOSTILE_TEXTS.entries()) {
    const coded = encodeURIComponent(text);
    const events = [
      {
        event_name: 'page_view',
        visitor_id: `${number}${text}`.slice(0, 128),
        properties: {
          page_url: `https://acme.com/${coded}?utm_source=${coded}&utm_medium=${coded}&utm_campaign=${coded}&utm_term=${coded}#${coded}`,
          page_title: text,
          referrer: `https://news.test/${coded}?q=${coded}`,
          language: text.slice(0, 30),
        },
      },
      {
        event_name: text.slice(0, 64),
        visitor_id: `${number}${text}`.slice(0, 128),
        properties: {
          [text.slice(0, 60)]: text,
          button_text: text,
          link_url: text,
          page_url: `https://acme.com/${coded}`,
        },
      },
    ];
    await send('/api/events/batch', { website_id: ID, events });
    await send('/api/events', {
      website_id: ID,
      event_name: 'page_view',
      visitor_id: `v${number}`,
      properties: { referrer: text, page_url: text },
    });
    await send('/api/revenue', {
      website_id: ID,
      amount: 10 + number,
      currency: 'USD',
      transaction_id: `${number}${text}`.slice(0, 200),
      customer_id: text.slice(0, 128),
      product: text.slice(0, 100),
      ...(number % 2 === 0 ? { visitor_id: `${number}${text}`.slice(0, 128) } : {}),
      properties: { [text.slice(0, 60)]: text },
    });
    await ask('POST', `/api/websites/${ID}/conversion-events`, { name: text, event_name: text.slice(0, 64) });
    await ask('POST', `/api/websites/${ID}/annotations`, { date: new Date().toISOString().slice(0, 10), text });
    await ask('POST', `/api/websites/${ID}/share-links`, {
      name: text,
      filters: { source: `is:${text.replaceAll(',', '\\,')}` },
    });
    await ask('POST', '/api/keys', { name: text, websites: [ID] });
    await ask('POST', '/api/invitations', { email: `${number}@acme.com`, role: 'viewer' });
    // A copied tag: a site that is not allowed.
    await fetch(`${room.url}/api/events`, {
      method: 'POST',
      headers: { Origin: `https://evil-${number}.test`, 'Content-Type': 'text/plain' },
      body: JSON.stringify({ website_id: number % 2 === 0 ? ID : text.slice(0, 100), event_name: text }),
    });
  }
  await ask('PUT', `/api/websites/${ID}`, { name: HOSTILE_TEXTS[2] });
}

/** Views made of what was sent, and how many of the texts they show at least: else nothing would be tried. */
const SHOWN: Readonly<Record<string, number>> = {
  overview: 5,
  details: 20,
  payments: 10,
  unattributed: 3,
  customers: 10,
  live: 10,
  'settings-conversions': 20,
  'settings-sharing': 20,
  'settings-keys': 20,
};

async function textsShown(): Promise<number> {
  const text = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
  return HOSTILE_TEXTS.filter((one) => text.includes(one)).length;
}

async function nothingHappened(): Promise<void> {
  // Whatever was to run has had its chance: two frames, and a turn of the loop.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );
  expect(
    await page.evaluate(
      () => document.querySelectorAll('[data-hacked], base, meta[http-equiv], iframe, object, embed').length,
    ),
  ).toBe(0);
  const links = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], form[action]')].map((one) => (one as HTMLAnchorElement).href ?? ''),
  );
  expect(links.filter((link) => !/^https?:/.test(link))).toEqual([]);
  expect(canaries.splice(0)).toEqual([]);
  expect(room.browser.complaints.splice(0)).toEqual([]);
}

describe('what others have sent is never more than text', () => {
  it.each(Object.entries(VIEWS))('in the view %s', async (name, address) => {
    await page.goto(`${room.url}/sites/${ID}${address}`);
    await settled(page);
    await nothingHappened();
    expect(await textsShown()).toBeGreaterThanOrEqual(SHOWN[name] ?? 0);
    // Tabs, and whatever unfolds.
    const inside = page.locator('main [role="tab"][aria-selected="false"], main button[aria-expanded="false"]');
    for (let place = 0; place < Math.min(await inside.count(), 12); place += 1) {
      const one = inside.nth(place);
      if (await one.isVisible().catch(() => false)) await one.click({ timeout: 2000 }).catch(() => {});
    }
    await settled(page);
    await nothingHappened();
  });

  it.each(HOSTILE_TEXTS)('in the address of a filter: %s', async (text) => {
    const search = new URLSearchParams({
      filter_source: `is:${text.replaceAll(',', '\\,')}`,
      details: text,
      tab: text,
    });
    await page.goto(`${room.url}/sites/${ID}?${search}#${encodeURIComponent(text)}`);
    await settled(page);
    // A dimension of that name is refused, and the browser says so.
    const told = room.browser.complaints.splice(0);
    expect(told.filter((line) => !/status of 400 .*\/api\/analytics/.test(line))).toEqual([]);
    await nothingHappened();
    expect(await page.locator('.filters').textContent()).toContain(text);
  });
});

describe('the panel of properties', () => {
  it('tells the values of a property whatever its name is', async () => {
    await page.goto(`${room.url}/sites/${ID}`);
    await settled(page);
    await answered(page, '/api/analytics', () => page.getByRole('tab', { name: 'Properties' }).click());
    const chooser = page.getByLabel('Property', { exact: true });
    const names = await chooser
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    const hard = names.filter((name) => /[,\\]|^__proto__$|^constructor$/.test(name));
    expect(hard).toEqual(expect.arrayContaining(['__proto__', 'constructor', expect.stringContaining(',')]));
    for (const name of hard) {
      if (name !== (await chooser.inputValue())) {
        await answered(page, '/api/analytics', () => chooser.selectOption({ value: name }));
      }
      expect(await page.locator('[role="alert"]').count(), name).toBe(0);
      expect(await chooser.inputValue()).toBe(name);
    }
    await nothingHappened();
  });
});
