import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, define, openBrowser, openPage, pass, told } from '../page.ts';

describe('clicks', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  /** Clicks each of the selected elements of a page in turn; returns what was told of the clicks. */
  async function click(html: string, ...selectors: string[]) {
    document.body.innerHTML = `<main>${html}</main>`;
    const prevented: boolean[] = [];
    document.querySelector('main')!.addEventListener('click', (event) => {
      prevented.push(event.defaultPrevented);
      event.preventDefault();
    });
    await openPage();
    for (const selector of selectors) press(selector);
    await pass(100);
    expect(prevented).not.toContain(true);
    return told(collector.requests).filter(([name]) => name !== 'page_view');
  }

  /** Presses a button of the mouse on an element: the first clicks, the others do what they do. */
  const press = (selector: string, button = 0) =>
    document
      .querySelector(selector)!
      .dispatchEvent(
        new MouseEvent(button ? 'auxclick' : 'click', { button, bubbles: true, composed: true, cancelable: true }),
      );

  it('on a button tell what is written on it, in one line of 100 characters at most', async () => {
    const clicks = await click(
      `<button id="a"> Buy <b>\n now</b></button><div role="button" id="b">${'very '.repeat(60)}</div><button id="c" aria-label="Close"><svg></svg></button>`,
      '#a b',
      '#b',
      '#c',
    );
    expect(clicks).toEqual([
      ['button_click', { button_text: 'Buy now' }],
      ['button_click', { button_text: 'very '.repeat(20) }],
      ['button_click', { button_text: 'Close' }],
    ]);
  });

  it('on a link tell where it leads and whether that is another site', async () => {
    const clicks = await click(
      '<a id="a" href="/cart?x=1#top">Cart</a><a id="b" href="https://user:secret@other.test/p">Other</a>',
      '#a',
      '#b',
    );
    expect(clicks).toEqual([
      ['link_click', { link_url: 'https://shop.test/cart?x=1', link_text: 'Cart', outbound: false }],
      ['link_click', { link_url: 'https://*/p', link_text: 'Other', outbound: true }],
    ]);
  });

  it('on a file, or a link that says it is one, are downloads', async () => {
    const clicks = await click(
      '<a id="a" href="/list.PDF?v=2">List</a><a id="b" href="/export" download>Export</a><a id="c" href="/pdf">Not</a>',
      '#a',
      '#b',
      '#c',
    );
    expect(clicks.map(([name, { link_url }]) => [name, link_url])).toEqual([
      ['file_download', 'https://shop.test/list.PDF?v=2'],
      ['file_download', 'https://shop.test/export'],
      ['link_click', 'https://shop.test/pdf'],
    ]);
  });

  it.each([
    ['tel:+4930123456', 'tel:'],
    ['mailto:jane@example.com?subject=Hello', 'mailto:'],
    ['data:text/csv,name,salary', 'data:'],
    ['javascript:void%20secret', 'javascript:'],
    ['blob:https://shop.test/550e8400-e29b-41d4-a716-446655440000', 'blob:'],
    ['myapp://open/secret', 'myapp:'],
  ])('on an address that leads to no page tell only its kind: %s', async (href, kind) => {
    const clicks = await click(`<a href="${href}" download>Save</a><a id="b" href="${href}">Go</a>`, 'a', '#b');
    expect(clicks).toEqual([
      ['file_download', { link_url: kind, link_text: 'Save', outbound: false }],
      ['link_click', { link_url: kind, link_text: 'Go', outbound: false }],
    ]);
  });

  it('on parts of a drawing tell where they lead', async () => {
    document.body.innerHTML = '<svg xmlns="http://www.w3.org/2000/svg"><a><text>Map</text></a></svg>';
    // As browsers have it: an address in a drawing is an object.
    define(document.querySelector('svg a')!, 'href', { baseVal: '/south' });
    await openPage();
    press('svg text');
    await pass(100);
    expect(
      told(collector.requests)
        .slice(1)
        .map(([name, { link_url }]) => [name, link_url]),
    ).toEqual([['link_click', 'https://shop.test/south']]);
  });

  it('with the middle button tell of links alone', async () => {
    document.body.innerHTML =
      '<a id="a" href="/cart">Cart</a><button id="b">Buy</button><p id="p" data-bizness-event="p">P</p>';
    await openPage();
    for (const selector of ['#a', '#b', '#p']) press(selector, 1);
    await pass(100);
    expect(told(collector.requests).slice(1)).toEqual([
      ['link_click', { link_url: 'https://shop.test/cart', link_text: 'Cart', outbound: false }],
    ]);
  });

  it('with the right button tell nothing', async () => {
    document.body.innerHTML =
      '<a id="a" href="/cart">Cart</a><button id="b">Buy</button><p id="p" data-bizness-event="p">P</p>';
    await openPage();
    for (const selector of ['#a', '#b', '#p']) press(selector, 2);
    await pass(100);
    expect(told(collector.requests).slice(1)).toEqual([]);
  });

  it('tell no secret of texts and addresses', async () => {
    const clicks = await click(
      '<a id="a" href="/u/jane@example.com?token=abc&x=1">jane@example.com</a><button id="b">Call +49 30 1234567</button>',
      '#a',
      '#b',
    );
    expect(clicks).toEqual([
      ['link_click', { link_url: 'https://shop.test/u/*?token=*&x=1', link_text: '*', outbound: false }],
      ['button_click', { button_text: 'Call +*' }],
    ]);
  });

  it.each([
    ['a link that is masked', '<a href="/u" data-bizness-mask><i>Jane Doe</i></a>'],
    ['a link in what is masked', '<div data-bizness-mask><a href="/u"><i>Jane Doe</i></a></div>'],
    ['a link around what is masked', '<a href="/u"><i>Hello</i> <b data-bizness-mask>Jane Doe</b></a>'],
    ['a link in what a visitor writes', '<div contenteditable="true"><a href="/u"><i>Jane Doe</i></a></div>'],
    ['a link around what a visitor writes', '<a href="/u"><i>Hello</i><b contenteditable>Jane Doe</b></a>'],
  ])('on %s tell no text', async (_what, html) => {
    expect(await click(html, 'i')).toEqual([
      ['link_click', { link_url: 'https://shop.test/u', link_text: '*', outbound: false }],
    ]);
  });

  it('tell the text where only something beside it is masked', async () => {
    expect(await click('<b data-bizness-mask>Jane Doe</b><button>Buy</button>', 'button')).toEqual([
      ['button_click', { button_text: 'Buy' }],
    ]);
  });

  it('on a button without any text still count', async () => {
    expect(await click('<button><svg></svg></button>', 'button')).toEqual([['button_click', { button_text: '' }]]);
  });

  it('are found through shadow roots and past stopPropagation', async () => {
    document.body.innerHTML = '<div id="host"></div>';
    const host = document.querySelector('#host')!;
    host.attachShadow({ mode: 'open' }).innerHTML = '<button><i>Deep</i></button>';
    host.shadowRoot!.addEventListener('click', (event) => event.stopPropagation());
    await openPage();
    host.shadowRoot!.querySelector('i')!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['button_click', { button_text: 'Deep' }]);
  });

  it('on anything else, and on fields, tell nothing', async () => {
    const clicks = await click(
      '<p id="p">Text</p><input id="i" value="typed"><input type="checkbox" id="k"><label id="l">L</label><select id="s"></select><textarea id="t">t</textarea>',
      '#p',
      '#i',
      '#k',
      '#l',
      '#s',
      '#t',
    );
    expect(clicks).toEqual([]);
  });

  it('on a submit button read its markup, never what a field holds', async () => {
    const clicks = await click(
      '<form><input id="f" value="secret"><input type="submit" id="s" value="Send"></form>',
      '#s',
    );
    expect(clicks).toContainEqual(['button_click', { button_text: 'Send' }]);
    expect(JSON.stringify(collector.requests.map(({ body }) => body))).not.toContain('secret');
  });
});
