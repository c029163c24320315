import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OptionName } from '../../snippet/options.ts';
import { tagOptions } from '../../snippet/tag.ts';
import { closeBrowser, define, names, openBrowser, pass } from './page.ts';

/** Makes this tag the one that is just running. */
function run(src: string, attributes: Record<string, string> = {}): void {
  const script = document.createElement('script');
  vi.spyOn(script, 'src', 'get').mockReturnValue(src);
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  define(document, 'currentScript', script);
}

/** One option as the script reads it from this tag. */
function read(option: OptionName, src: string, attributes?: Record<string, string>) {
  run(src, attributes);
  return tagOptions()(option);
}

describe('the script tag', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('names the website', () => {
    expect(read('website-id', 'https://stats.test/bizness.js', { 'data-website-id': 'shop' })).toBe('shop');
  });

  it('has events go to where the script came from', () => {
    expect(read('endpoint', 'https://stats.test/b/bizness.js?v=1')).toBe('https://stats.test/api/events/batch');
  });

  it('may name another endpoint', () => {
    expect(read('endpoint', 'https://cdn.test/b.js', { 'data-endpoint': '/b' })).toBe('/b');
    expect(read('endpoint', 'https://cdn.test/b.js?endpoint=/c')).toBe('/c');
  });

  it.each<OptionName>(['website-id', 'hash-routing', 'visitor-mode', 'gpc', 'consent'])(
    'may carry %s as an attribute or in its address, where the attribute has the last word',
    (option) => {
      expect(read(option, 'https://cdn.test/b.js', { [`data-${option}`]: 'a' })).toBe('a');
      expect(read(option, `https://cdn.test/b.js?${option}=b`)).toBe('b');
      expect(read(option, `https://cdn.test/b.js?${option}=b`, { [`data-${option}`]: 'a' })).toBe('a');
    },
  );

  it('may carry the website in its address as ?id=', () => {
    expect(read('website-id', 'https://stats.test/bizness.js?id=shop')).toBe('shop');
    expect(read('website-id', 'https://stats.test/bizness.js?id=a&website-id=b')).toBe('b');
  });

  it.each<OptionName>(['hash-routing', 'visitor-mode', 'gpc', 'consent'])('need not carry %s', (option) => {
    expect(read(option, 'https://cdn.test/b.js')).toBeNull();
  });

  it('has its website counted when it runs', async () => {
    run('https://stats.test/bizness.js', { 'data-website-id': 'shop' });
    vi.resetModules();
    const { endWith } = await import('../../snippet/browser/listen.ts');
    const ended = new AbortController();
    endWith(ended.signal);
    await import('../../snippet/index.ts');
    await pass(100);
    ended.abort();
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(collector.requests[0]!.url).toBe('https://stats.test/api/events/batch');
    expect(collector.requests[0]!.body.website_id).toBe('shop');
  });

  it.each(['https://stats.test/bizness.js', 'https://stats.test/bizness.js?id=', ''])(
    'without a website does nothing, and throws nothing: %s',
    async (src) => {
      run(src);
      vi.resetModules();
      await import('../../snippet/index.ts');
      await pass(1000);
      expect(window.bizness).toBeUndefined();
      expect(collector.requests).toEqual([]);
      expect(localStorage).toHaveLength(0);
    },
  );

  it('that cannot be told, as in a module, does nothing and throws nothing', async () => {
    define(document, 'currentScript', null);
    vi.resetModules();
    await import('../../snippet/index.ts');
    expect(window.bizness).toBeUndefined();
  });
});
