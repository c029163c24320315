import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../snippet/config.ts';
import { install } from '../../snippet/install.ts';

/** What the script reads when this tag runs it. */
function read(src: string, data: Record<string, string> = {}) {
  const script = document.createElement('script');
  vi.spyOn(script, 'src', 'get').mockReturnValue(src);
  Object.assign(script.dataset, data);
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
  return readConfig();
}

describe('the script tag', () => {
  afterEach(() => Reflect.deleteProperty(document, 'currentScript'));

  it('names the website; events go to where the script came from', () => {
    expect(read('https://stats.test/bizness.js', { websiteId: 'shop' })).toEqual({
      websiteId: 'shop',
      endpoint: 'https://stats.test/api/events/batch',
    });
  });

  it('may name another endpoint', () => {
    expect(read('https://cdn.test/b.js', { websiteId: 'shop', endpoint: '/b' })?.endpoint).toBe('/b');
  });

  it.each(['id', 'website-id'])('may carry the website in its address as ?%s=', (name) => {
    expect(read(`https://stats.test/bizness.js?${name}=shop`)?.websiteId).toBe('shop');
  });

  it('without a website does nothing', () => {
    expect(read('https://stats.test/bizness.js')).toBeUndefined();
    expect(install(undefined)).toBeUndefined();
    expect(window.bizness).toBeUndefined();
  });
});
