import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, openBrowser, openPage, pass, told } from '../page.ts';

describe('form submits', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  /** Submits the form of a page, having clicked something if wanted; returns what was told of it. */
  async function submit(html: string, click?: string) {
    document.body.innerHTML = html;
    await openPage();
    if (click)
      document
        .querySelector(click)!
        .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
    else document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await pass(100);
    return told(collector.requests).filter(([name]) => name !== 'page_view');
  }

  it("tell the form's id and name and nothing of its fields", async () => {
    const events = await submit('<form id="signup" name="join"><input name="id" value="hunter2"></form>');
    expect(events).toEqual([['form_submit', { form_id: 'signup', form_name: 'join' }]]);
  });

  it('of a form without id and name still count', async () => {
    expect(await submit('<form><input name="email" value="a@b.c"></form>')).toEqual([['form_submit', {}]]);
  });

  it('are not prevented, and are seen past stopPropagation', async () => {
    document.body.innerHTML = '<form></form>';
    const form = document.querySelector('form')!;
    form.addEventListener('submit', (event) => event.stopPropagation());
    await openPage();
    const event = new Event('submit', { bubbles: true, cancelable: true });
    form.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['form_submit', {}]);
  });

  it('have the name and the properties that the form gives them', async () => {
    const form =
      '<form id="f" data-bizness-event="signup" data-bizness-prop-plan="pro"><input name="data-bizness-event" value="x"></form>';
    expect(await submit(form)).toEqual([['signup', { form_id: 'f', plan: 'pro' }]]);
  });

  it('have the name of the form alone: clicks in it have it not', async () => {
    const form =
      '<form data-bizness-event="signup" onsubmit="return false"><p>Text</p><button type="button">B</button>';
    expect(await submit(form, 'p')).toEqual([]);
    document.querySelector('button')!.click();
    await pass(100);
    expect(told(collector.requests).at(-1)).toEqual(['button_click', { button_text: 'B' }]);
  });

  it('have no name of what is around the form', async () => {
    expect(await submit('<div data-bizness-event="signup"><form></form></div>')).toEqual([['form_submit', {}]]);
  });

  it.each(['<form data-bizness-ignore></form>', '<div data-bizness-ignore><form data-bizness-event="a"></form></div>'])(
    'are not told of what is to be ignored: %s',
    async (html) => {
      expect(await submit(html)).toEqual([]);
    },
  );
});
