import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { engineRoom } from '../support/delivery/engine-room.ts';
import { ENGINES } from '../support/engines/index.ts';
import { sentEvents, tagged, tagOf } from '../support/sent.ts';
import { SOON } from '../support/soon.ts';
import { stored } from '../support/stored.ts';

/* What a page and its visitor keep to themselves: never on the wire, never in storage. */

const QUIET_MS = 700;

const JWT = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJlLW9mLWphbmU';
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
/** Planted wherever a page may hold them. */
const SECRETS = [
  'hunter2',
  'jane.doe@acme.test',
  '4111 1111 1111 1111',
  '4111111111111111',
  '4111%201111',
  '+49 171 5551234',
  JWT,
  HEX,
  's3cr3t',
  'jane.doe%40',
];
const [PASSWORD, MAIL, CARD] = SECRETS as [string, string, string];

describe.each(ENGINES)('privacy in $name', { retry: 0 }, (engine) => {
  const room = engineRoom(engine);
  const names = () => sentEvents(room.wire).map(({ event_name }) => event_name);
  const kept = () => room.tab.evaluate(() => JSON.stringify(localStorage));
  const untouched = async () => {
    await pass(QUIET_MS);
    expect(await kept()).toBe('{}');
    expect(room.wire.batches()).toEqual([]);
    expect(await room.tab.evaluate('window.touched ?? 0')).toBe(0);
  };
  /** Counts whatever is done to a storage, before the tag is there. */
  const WATCH = `<script>
    window.touched = 0;
    for (const name of ['getItem', 'setItem', 'removeItem', 'key']) {
      const native = Storage.prototype[name];
      Storage.prototype[name] = function (...args) { window.touched++; return native.apply(this, args) };
    }
  </script>`;

  it('holds for what is planted in fields, texts, titles and addresses', async () => {
    const page = tagged(
      tagOf(room.wire, 'shop'),
      `<form action="/sent" method="post" name="pay" onsubmit="event.preventDefault()">
         <input name="user"><input name="pass" type="password"><input type="hidden" name="t" value="${HEX}">
         <input name="card"><textarea name="letter"></textarea>
         <label><input type="checkbox" value="${PASSWORD}"> Agree</label><button name="go" value="${PASSWORD}">Pay with ${CARD}</button></form>
       <button id="mail">Write to ${MAIL}</button> <button id="phone">Call +49 171 5551234</button>
       <div role="button" id="edit" contenteditable>Draft</div> <button id="label" aria-label="Account ${HEX}"></button>
       <a id="link" href="mailto:${MAIL}" onclick="event.preventDefault()">${MAIL}</a>
       <a id="out" href="https://user:${PASSWORD}@pay.test/c/${JWT}?token=s3cr3t&card=4111111111111111" onclick="event.preventDefault()">Out</a>`,
      `<title>Order of ${MAIL}, card ${CARD}</title>`,
    );
    await room.visit(
      () => ({ '/account': page, [`/reset/${HEX}`]: page, [`/u/${MAIL}/edit`]: page }),
      `/account?session=s3cr3t&q=${encodeURIComponent(MAIL)}#access_token=${JWT}`,
    );
    for (const field of ['user', 'pass', 'card', 'letter']) await room.tab.type(`[name=${field}]`, PASSWORD);
    await room.tab.type('#edit', PASSWORD);
    for (const id of ['mail', 'phone', 'edit', 'label', 'link', 'out']) await room.tab.click(`#${id}`);
    await room.tab.click('[type=checkbox]');
    await room.tab.click('[name=go]');
    // In an outage everything waits in storage, where it can be looked at.
    room.wire.fate = () => ({ status: 503 });
    await room.tab.evaluate(
      (path: string) => history.pushState({}, '', path),
      `/u/${MAIL}/edit?card=4111%201111%201111%201111`,
    );
    await pass(QUIET_MS);
    await room.goto(`/reset/${HEX}`);
    await pass(QUIET_MS);
    const storage = await kept();
    expect(storage).toContain(':evt_');
    room.wire.fate = () => 'deliver';
    await vi.waitFor(() => expect(names().filter((name) => name === 'page_view')).toHaveLength(3), SOON);
    await vi.waitFor(async () => expect(await kept()).not.toContain(':evt_'), SOON);
    expect(names()).toContain('form_submit');
    const everything = storage + JSON.stringify(room.wire.passed) + JSON.stringify(await stored(room.dataDir, 'shop'));
    expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  it('lasts until there is consent: nothing is kept or sent before; what waited is sent then; refusal erases', async () => {
    await room.visit((wire) => ({
      '/': tagged(tagOf(wire, 'blog', 'data-consent="required"'), '<button>Like</button>', WATCH),
      '/next': '<p>Next</p>',
    }));
    await room.tab.click('button');
    await room.tab.evaluate("bizness.flush(), bizness.track('asked')");
    await untouched();
    await room.tab.evaluate('bizness.consent(true)');
    await vi.waitFor(() => expect(names()).toEqual(['page_view', 'button_click', 'asked']), SOON);
    expect(await kept()).toContain('visitor');
    room.wire.fate = () => ({ status: 503 });
    await room.tab.evaluate("bizness.track('waiting')");
    await vi.waitFor(async () => expect(await kept()).toContain('bizness:blog:retry'), SOON);
    expect(await kept()).toContain('waiting');
    await room.tab.evaluate("bizness.consent(false), bizness.track('refused')");
    // Until when the collector is to be spared says nothing of anybody.
    expect(Object.keys(JSON.parse(await kept()))).toEqual(['bizness:blog:retry']);
    room.wire.fate = () => 'deliver';
    const sent = room.wire.batches().length;
    await room.tab.click('button');
    await room.goto('/next');
    await pass(QUIET_MS);
    expect(room.wire.batches()).toHaveLength(sent);
  });

  it('is refused before anything is kept, if the visitor refuses at once, or leaves without an answer', async () => {
    await room.visit((wire) => ({
      '/': tagged(tagOf(wire, 'blog', 'data-consent="required"'), '', WATCH),
      '/next': '<p>Next</p>',
    }));
    await room.tab.evaluate("bizness.track('asked')");
    await room.goto('/next');
    await pass(QUIET_MS);
    expect([await kept(), room.wire.batches()]).toEqual(['{}', []]);
    await room.goto('/');
    await room.tab.evaluate('bizness.consent(false)');
    await pass(QUIET_MS);
    expect([await kept(), room.wire.batches()]).toEqual(['{}', []]);
  });

  it('is kept by a visitor who opts out, on every later page, until they opt in again', async () => {
    await room.visit((wire) => ({ '/': tagged(tagOf(wire, 'blog')) }));
    await vi.waitFor(() => expect(names()).toEqual(['page_view']), SOON);
    // A page that is left before it has read the answer notes when to ask again.
    await vi.waitFor(async () => expect(await kept()).not.toContain(':evt_'), SOON);
    await room.tab.evaluate('bizness.optOut()');
    expect(JSON.parse(await kept())).toEqual({ 'bizness:blog:out': '1' });
    await room.goto('/');
    await room.tab.evaluate("bizness.track('unheard'), bizness.consent(true), bizness.consent(false)");
    await pass(QUIET_MS);
    expect(JSON.parse(await kept())).toEqual({ 'bizness:blog:out': '1' });
    expect(names()).toEqual(['page_view']);
    await room.tab.evaluate('bizness.optOut(false)');
    await room.goto('/');
    await vi.waitFor(() => expect(names()).toEqual(['page_view', 'page_view']), SOON);
  });

  it('needs no id of the visitor in cookieless mode, and takes back one that was kept', async () => {
    await room.visit((wire) => ({
      '/': tagged(tagOf(wire, 'blog')),
      '/cookieless': tagged(tagOf(wire, 'blog', 'data-visitor-mode="cookieless"')),
    }));
    await vi.waitFor(() => expect(sentEvents(room.wire)[0]?.visitor_id).toMatch(/^vis_/), SOON);
    await room.goto('/cookieless');
    await vi.waitFor(() => expect(sentEvents(room.wire).at(-1)?.properties.page_url).toContain('cookieless'), SOON);
    expect(sentEvents(room.wire).at(-1)).not.toHaveProperty('visitor_id');
    await vi.waitFor(async () => expect(await kept()).toBe('{}'), SOON);
  });
});

describe.each(ENGINES)('Global Privacy Control in $name', { retry: 0 }, (engine) => {
  const room = engineRoom(engine, { gpc: true });
  const kept = () => room.tab.evaluate(() => JSON.stringify(localStorage));

  it('has the visitor counted without an id; not at all, or as others, where the tag says so', async () => {
    const page = (gpc: string) => tagged(tagOf(room.wire, 'shop', gpc));
    await room.visit(
      () => ({ '/': page(''), '/drop': page('data-gpc="drop"'), '/ignore': page('data-gpc="ignore"') }),
      '/drop',
    );
    await room.tab.evaluate("bizness.track('unheard'), bizness.consent(true), bizness.flush()");
    await pass(QUIET_MS);
    expect([await kept(), room.wire.batches()]).toEqual(['{}', []]);
    await room.goto('/');
    await vi.waitFor(() => expect(sentEvents(room.wire)).toHaveLength(1), SOON);
    expect(sentEvents(room.wire)[0]).not.toHaveProperty('visitor_id');
    await vi.waitFor(async () => expect(await kept()).toBe('{}'), SOON);
    await room.goto('/ignore');
    await vi.waitFor(() => expect(sentEvents(room.wire).at(-1)?.visitor_id).toMatch(/^vis_/), SOON);
  });
});
