import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, openBrowser, openPage, pass, told } from './page.ts';

describe('markup', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  /** Clicks the element with id "x" in a page; returns what was told of the click. */
  async function click(html: string) {
    document.body.innerHTML = `<main>${html}</main>`;
    document.querySelector('main')!.addEventListener('click', (event) => event.preventDefault());
    await openPage();
    document
      .querySelector('#x')!
      .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
    await pass(100);
    return told(collector.requests).slice(1);
  }

  it('makes an event of a click on anything', async () => {
    expect(await click('<p data-bizness-event="teaser"><b id="x">Read</b></p>')).toEqual([['teaser', {}]]);
  });

  it('gives a click another name, beside what is known of it', async () => {
    expect(await click('<button id="x" data-bizness-event="buy">Buy now</button>')).toEqual([
      ['buy', { button_text: 'Buy now' }],
    ]);
    expect(await click('<a id="x" href="/list.pdf" data-bizness-event="price-list">List</a>')).toEqual(
      expect.arrayContaining([
        ['price-list', { link_url: 'https://shop.test/list.pdf', link_text: 'List', outbound: false }],
      ]),
    );
  });

  it('gives it properties, which go before those that are found', async () => {
    expect(
      await click(
        '<button id="x" data-bizness-event="buy" data-bizness-prop-sku="A-7" data-bizness-prop-unit_price="9.50" data-bizness-prop-button_text="Buy" data-bizness-prop-="none" data-sku="no">Buy now</button>',
      ),
    ).toEqual([['buy', { sku: 'A-7', unit_price: '9.50', button_text: 'Buy' }]]);
  });

  it('counts on the closest element that has some', async () => {
    expect(
      await click(
        '<div data-bizness-event="outer" data-bizness-prop-a="1"><div data-bizness-event="inner" data-bizness-prop-b="2"><i id="x">T</i></div></div>',
      ),
    ).toEqual([['inner', { b: '2' }]]);
  });

  it('around a button names the click on it, and within one as well', async () => {
    expect(
      await click('<div data-bizness-event="card"><button id="x"><i data-bizness-event="icon">T</i>B</button></div>'),
    ).toEqual([['card', { button_text: 'TB' }]]);
    expect(
      (await click('<button><i id="x" data-bizness-event="icon" data-bizness-prop-n="1">T</i>B</button>')).at(-1),
    ).toEqual(['icon', { n: '1', button_text: 'TB' }]);
  });

  it('without a name gives no properties', async () => {
    expect(await click('<button id="x" data-bizness-prop-sku="A-7">Buy</button>')).toEqual([
      ['button_click', { button_text: 'Buy' }],
    ]);
  });

  it.each([
    '<button id="x" data-bizness-ignore>Buy</button>',
    '<div data-bizness-ignore="false"><a href="/cart"><b id="x">Buy</b></a></div>',
    '<p id="x" data-bizness-event="a" data-bizness-ignore>Buy</p>',
    '<button><b id="x" data-bizness-ignore>Buy</b></button>',
  ])('has nothing told of what is to be ignored: %s', async (html) => {
    expect(await click(html)).toEqual([]);
  });

  it('does not have ignored what is only beside or within', async () => {
    expect(await click('<button id="x">Buy <b data-bizness-ignore>now</b></button>')).toEqual([
      ['button_click', { button_text: 'Buy now' }],
    ]);
  });
});
