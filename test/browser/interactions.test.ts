import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { engineRoom } from '../support/delivery/engine-room.ts';
import { ENGINES } from '../support/engines/index.ts';
import { sentEvents, tagged, tagOf } from '../support/sent.ts';
import { SOON } from '../support/soon.ts';

/* What is told of clicks and forms, by real mice and keyboards, and what is not. */

const QUIET_MS = 500;

describe.each(ENGINES)('interactions in $name', (engine) => {
  const room = engineRoom(engine);
  const open = (body: string) =>
    room.visit((wire) => ({ '/': tagged(tagOf(wire, 'shop'), body), '/next': '<p>Next</p>', '/list.pdf': '%PDF' }));
  /** Exactly these are told beside views and leaves, each with the named properties; the page is not complained about. */
  const told = async (...expected: [name: string, properties: object][]) => {
    const own = () =>
      sentEvents(room.wire)
        .filter(({ event_name }) => !event_name.startsWith('page_'))
        .map(({ event_name, properties: { page_url, ...properties } }) => [event_name, properties]);
    await vi.waitFor(() => expect(own()).toHaveLength(expected.length), SOON);
    await pass(QUIET_MS);
    // Some engines tell of a middle button when its tab has opened, which may take longer than the next click.
    const inAnyOrder = expected.map(([name, properties]) => [name, expect.objectContaining(properties)]);
    expect(own()).toEqual(expect.arrayContaining(inAnyOrder));
    expect(room.browser.complaints.filter((complaint) => complaint.startsWith('uncaught'))).toEqual([]);
  };

  it('are buttons and links, by their innermost text, also as icons, in shadow roots and by the keyboard', async () => {
    await open(`<button id="plain">Buy <b>now</b></button>
      <button id="icon" aria-label="Close"><svg width="20" height="20"><rect width="20" height="20"/></svg></button>
      <div id="host" style="display: inline-block"></div><p id="text">Only text</p>
      <script>
        const root = document.querySelector('#host').attachShadow({ mode: 'open' });
        root.innerHTML = '<button>Deep</button>';
        root.addEventListener('click', (event) => event.stopPropagation());
      </script>`);
    await room.tab.click('#plain b');
    await room.tab.click('#icon');
    await room.tab.click('#host');
    await room.tab.click('#text');
    await room.tab.evaluate(() => document.querySelector<HTMLElement>('#plain')?.focus());
    await room.tab.press('Enter');
    await told(
      ['button_click', { button_text: 'Buy now' }],
      ['button_click', { button_text: 'Close' }],
      ['button_click', { button_text: 'Deep' }],
      ['button_click', { button_text: 'Buy now' }],
    );
  });

  it('are links of every kind: within, outbound, in a new tab, by the middle button, in drawings, to files', async () => {
    const other = `http://localhost:${new URL(room.wire.url).port}/`;
    await open(`<a id="tab" href="/next?x=1" target="_blank">Tab</a> <a id="out" href="${other}" target="_blank">Out</a>
      <svg width="60" height="20"><a id="drawn" href="/next" target="_blank"><text y="15">Drawn</text></a></svg>
      <a id="file" href="/list.pdf" download>List</a> <a id="mail" href="mailto:jane@acme.test">Write to us</a>
      <script>document.querySelector('#mail').addEventListener('click', (event) => event.preventDefault())</script>`);
    await room.tab.click('#mail');
    await room.tab.click('#tab', { button: 'middle' });
    await room.tab.click('#file', { button: 'middle' });
    await room.tab.click('#out', { button: 'middle' });
    await room.tab.evaluate(() =>
      document.querySelector('#drawn text')?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true })),
    );
    await told(
      ['link_click', { link_url: 'mailto:', link_text: 'Write to us', outbound: false }],
      ['link_click', { link_url: `${room.site.url}/next?x=1`, outbound: false }],
      ['file_download', { link_url: `${room.site.url}/list.pdf`, link_text: 'List' }],
      ['link_click', { link_url: other, outbound: true }],
      ['link_click', { link_url: `${room.site.url}/next`, link_text: 'Drawn', outbound: false }],
    );
  });

  it('have the names and properties that markup gives them; and none where it says so', async () => {
    await open(`<button id="named" data-bizness-event="choose" data-bizness-prop-plan="pro" data-bizness-prop-seats="3">Pro</button>
      <div data-bizness-event="card"><p id="card">A card</p></div>
      <div data-bizness-ignore><button id="ignored">Secret</button></div>
      <button id="masked">Pay <span data-bizness-mask>12 for Jane</span></button>
      <form data-bizness-event="subscribe" data-bizness-prop-list="news" action="/next"><input name="q"><button id="send">Go</button></form>`);
    for (const id of ['named', 'card', 'ignored', 'masked']) await room.tab.click(`#${id}`);
    await room.tab.type('[name=q]', 'typed by a visitor');
    await room.tab.press('Enter');
    await told(
      ['choose', { button_text: 'Pro', plan: 'pro', seats: '3' }],
      ['card', {}],
      ['button_click', { button_text: '*' }],
      // Enter in a field presses the form's button.
      ['button_click', { button_text: 'Go' }],
      ['subscribe', { list: 'news' }],
    );
    expect(JSON.stringify(room.wire.passed)).not.toContain('typed by');
  });
});
