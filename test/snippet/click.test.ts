import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, openBrowser, openPage, pass, told } from './page.ts';

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
    for (const selector of selectors)
      document
        .querySelector(selector)!
        .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
    await pass(100);
    expect(prevented).not.toContain(true);
    return told(collector.requests).filter(([name]) => name !== 'page_view');
  }

  it('on a button tell what is written on it, in one line of 100 characters at most', async () => {
    const clicks = await click(
      `<button id="a"> Buy <b>\n now</b></button><div role="button" id="b">${'x'.repeat(300)}</div><button id="c" aria-label="Close"><svg></svg></button>`,
      '#a b',
      '#b',
      '#c',
    );
    expect(clicks).toEqual([
      ['button_click', { button_text: 'Buy now' }],
      ['button_click', { button_text: 'x'.repeat(100) }],
      ['button_click', { button_text: 'Close' }],
    ]);
  });

  it('on a link tell where it leads and whether that is another site', async () => {
    const clicks = await click(
      '<a id="a" href="/cart?x=1#top">Cart</a><a id="b" href="https://user:secret@other.test/p">Other</a><a id="c" href="tel:+123">Call</a>',
      '#a',
      '#b',
      '#c',
    );
    expect(clicks).toEqual([
      ['link_click', { link_url: 'https://shop.test/cart?x=1', link_text: 'Cart', outbound: false }],
      ['link_click', { link_url: 'https://other.test/p', link_text: 'Other', outbound: true }],
      ['link_click', { link_url: 'tel:+123', link_text: 'Call', outbound: false }],
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

  it('on an address that carries data or code tell only its kind', async () => {
    const clicks = await click(
      '<a id="a" href="data:text/csv,name,salary" download>Save</a><a id="b" href="javascript:void%20secret">Go</a>',
      '#a',
      '#b',
    );
    expect(clicks.map(([, { link_url }]) => link_url)).toEqual(['data:', 'javascript:']);
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
