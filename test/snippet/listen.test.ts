import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('listening', () => {
  let listen: typeof import('../../snippet/browser/listen.ts').listen;
  let endWith: typeof import('../../snippet/browser/listen.ts').endWith;
  let ended: AbortController;
  beforeEach(async () => {
    vi.resetModules();
    ({ listen, endWith } = await import('../../snippet/browser/listen.ts'));
    ended = new AbortController();
    endWith(ended.signal);
  });
  afterEach(() => ended.abort());

  it('hears several types, separated by blanks, and no others', () => {
    const heard: string[] = [];
    listen('one two', ({ type }) => heard.push(type));
    for (const type of ['one', 'two', 'three', 'one two']) window.dispatchEvent(new Event(type));
    expect(heard).toEqual(['one', 'two']);
  });

  it('hears what happens anywhere in the page before the page itself does, past stopPropagation', () => {
    const heard: string[] = [];
    document.body.innerHTML = '<p></p>';
    const element = document.querySelector('p')!;
    element.addEventListener('one', (event) => {
      heard.push('page');
      event.stopImmediatePropagation();
    });
    listen('one', () => heard.push('listener'));
    element.dispatchEvent(new Event('one'));
    expect(heard).toEqual(['listener', 'page']);
  });

  it('hears a target of its own choosing alone', () => {
    const heard = vi.fn();
    const target = new EventTarget();
    listen('one', heard, target);
    window.dispatchEvent(new Event('one'));
    expect(heard).not.toHaveBeenCalled();
    target.dispatchEvent(new Event('one'));
    expect(heard).toHaveBeenCalledOnce();
  });

  it('throws nothing into the page', () => {
    const uncaught = vi.fn();
    window.addEventListener('error', uncaught);
    listen('one', () => {
      throw new Error('broken');
    });
    expect(() => window.dispatchEvent(new Event('one'))).not.toThrow();
    window.removeEventListener('error', uncaught);
    expect(uncaught).not.toHaveBeenCalled();
  });

  it('ends with the signal that it was told to end with', () => {
    const heard = vi.fn();
    listen('one two', heard);
    ended.abort();
    for (const type of ['one', 'two']) window.dispatchEvent(new Event(type));
    expect(heard).not.toHaveBeenCalled();
  });

  it('goes on for ever without one', async () => {
    vi.resetModules();
    const fresh = await import('../../snippet/browser/listen.ts');
    const heard = vi.fn();
    const target = new EventTarget();
    fresh.listen('one', heard, target);
    target.dispatchEvent(new Event('one'));
    expect(heard).toHaveBeenCalledOnce();
  });
});
