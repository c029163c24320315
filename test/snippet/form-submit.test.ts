import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, openBrowser, openPage, pass, told } from './page.ts';

describe('form submits', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  async function submit(html: string) {
    document.body.innerHTML = html;
    await openPage();
    const event = new Event('submit', { bubbles: true, cancelable: true });
    document.querySelector('form')!.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
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
});
