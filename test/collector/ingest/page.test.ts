import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WebsiteSettings } from '../../../collector/contract/account/website.ts';
import { parsePage } from '../../../collector/ingest/enrich/url.ts';
import { KEPT, KEYS_MASKED, MASKED } from '../../support/addresses.ts';
import { deliver, server, visit, website } from './deliver.ts';

const page = async (page_url: string, settings: Partial<WebsiteSettings> = {}) => {
  const row = await visit(page_url, undefined, { website: website(settings) });
  const { page_url: address } = JSON.parse(row.properties) as { page_url: string | null };
  return { hostname: row.hostname, page: row.page, address };
};

describe('a page’s address', () => {
  it.each([
    ['https://acme.com/', 'acme.com', '/', 'https://acme.com/'],
    ['https://Shop.Acme.com:8443/a/b?x=1#top', 'shop.acme.com', '/a/b', 'https://shop.acme.com:8443/a/b'],
    ['https://me:secret@acme.com/p', 'acme.com', '/p', 'https://acme.com/p'],
    ['https://acme.com/a/../b/', 'acme.com', '/b/', 'https://acme.com/b/'],
    ['https://acme.com/caf%C3%A9%2Fx', 'acme.com', '/café%2Fx', 'https://acme.com/caf%C3%A9%2Fx'],
    ['https://acme.com/a%2fb', 'acme.com', '/a%2Fb', 'https://acme.com/a%2fb'],
    ['https://acme.com/%E9/caf%C3%A9', 'acme.com', '/%E9/café', 'https://acme.com/%E9/caf%C3%A9'],
    ['https://acme.com/%E0%A4%A', 'acme.com', '/%E0%A4%A', 'https://acme.com/%E0%A4%A'],
    ['https://acme.com/x%00y', 'acme.com', '/xy', 'https://acme.com/x%00y'],
    ['//acme.com/p', 'acme.com', '/p', 'https://acme.com/p'],
    ['/pricing?token=1', null, '/pricing', '/pricing'],
    ['capacitor://localhost/home', 'localhost', '/home', 'capacitor://localhost/home'],
  ])('%s is host %s and page %s, stored as %s', async (given, hostname, path, address) => {
    expect(await page(given)).toEqual({ hostname, page: path, address });
  });

  it.each([
    'https://Müller.de./a',
    'https://xn--mller-kva.de/a',
    'https://XN--MLLER-KVA.DE:8443/a',
    'https://me@m%C3%BCller.de/a',
  ])('names its host in one form: %s', async (given) => {
    expect(await page(given)).toMatchObject({ hostname: 'müller.de', page: '/a' });
  });

  it.each(['about:blank', 'data:text/html,hello', 'javascript:alert(1)', 'not an address'])(
    'leads nowhere when it is %s',
    async (given) => {
      expect(await page(given)).toEqual({ hostname: null, page: null, address: null });
    },
  );

  it('keeps campaign tags and chosen parameters, and nothing that could name a person', async () => {
    const query = 'q=a%20b&email=me%40acme.com&utm_source=x&UTM_ID=7&ref=hn&gclid=abc&page=2&Page=3&=&utm_medium';
    expect((await page(`https://acme.com/s?${query}`, { query_params: ['q', 'page'] })).address).toBe(
      'https://acme.com/s?q=a%20b&utm_source=x&UTM_ID=7&ref=hn&page=2',
    );
  });

  it('keeps the fragment only where it is the route', async () => {
    const address = 'https://acme.com/app?x=1#/settings?tab=2';
    expect((await page(address)).page).toBe('/app');
    expect(await page(address, { hash_routing: true })).toMatchObject({
      page: '/app#/settings',
      address: 'https://acme.com/app#/settings',
    });
  });

  it('is nothing when it is no text', async () => {
    const { row } = await deliver({ properties: { page_url: 42 } });
    expect([row?.page, row?.properties]).toEqual([null, '{"page_url":42}']);
  });
});

describe('a secret in an address', () => {
  /** What is kept of a page view there, by a website that keeps these parameters and routes in the fragment. */
  const kept = async (path: string) => {
    const settings = { hash_routing: true, query_params: ['to', 'x', 'next', 't', 'card', 'n', 'q', 'token', 'code'] };
    const { page, properties, utm_content, utm_term, source } = await visit(`https://acme.com${path}`, undefined, {
      website: website(settings),
      sender: server(),
    });
    return { page, properties, utm_content, utm_term, source };
  };

  it.each([...MASKED, ...KEYS_MASKED])('is masked in what anybody sends: %s', async (path, masked) => {
    expect(await kept(path)).toEqual(await kept(masked));
  });

  it.each(KEPT)('is nothing that is only long: %s', async (path) => {
    expect(JSON.stringify(await kept(path))).not.toContain('*');
  });

  it('is masked in what referred, too', async () => {
    const row = await visit('https://acme.com/', 'https://other.example/u/jane%40example.com/4111111111111111');
    expect([row.referrer, JSON.parse(row.properties).referrer]).toEqual([
      'other.example/u/*/*',
      'https://other.example/u/*/*',
    ]);
  });

  it('leaves long addresses whole', async () => {
    const path = `/${'ü'.repeat(1900)}`;
    expect((await visit(`https://acme.com${path}`)).page).toBe(path);
  });
});

describe('campaign tags', () => {
  it('are read decoded, and only the first of each', async () => {
    const row = await visit(
      'https://acme.com/?utm_source=News+Letter&utm_medium=email&utm_campaign=caf%C3%A9&utm_content=a&utm_content=b&utm_term=%E0',
    );
    expect([row.utm_source, row.utm_medium, row.utm_campaign, row.utm_content, row.utm_term]).toEqual([
      'News Letter',
      'email',
      'café',
      'a',
      '%E0',
    ]);
  });

  it.each(['utm_campaign=x', 'ref=hn', 'source=hn', 'gclid=1', 'fbclid=1', 'li_fat_id=1', 'MSCLKID=1'])(
    '%s makes a page view a touch of its own',
    async (query) => {
      expect((await visit(`https://acme.com/?${query}`)).tagged).toBe(true);
    },
  );

  it.each(['', 'q=1', 'utm_source=', 'ref', 'gclid='])('“%s” makes none', async (query) => {
    expect((await visit(`https://acme.com/?${query}`)).tagged).toBe(false);
  });

  it('make no touch of other events', async () => {
    const properties = { page_url: 'https://acme.com/?utm_source=partner' };
    const { row } = await deliver({ event_name: 'signup', properties });
    expect([row?.tagged, row?.utm_source, row?.source]).toEqual([false, 'partner', 'partner']);
  });
});

const TAGS = 'utm_source=news&utm_medium=email&utm_campaign=a%26b';
const READ = { utm_source: 'news', utm_medium: 'email', utm_campaign: 'a&b', tagged: true };

describe('campaign tags in the fragment', () => {
  it.each([
    [`/#${TAGS}`, '/'],
    [`/#/signup?${TAGS}`, '/'],
    [`/?x=1#/pricing?${TAGS}`, '/'],
    [`/a#!/signup?tab=2&${TAGS}`, '/a'],
    [`/a#?${TAGS}`, '/a'],
    // As the tag sends them.
    [`/a?&${TAGS}`, '/a'],
    [`/a?x=1?&${TAGS}`, '/a'],
  ])('are read: %s', async (path, page) => {
    const row = await visit(`https://acme.com${path}`);
    expect(row).toMatchObject({ ...READ, page, link_flaws: null });
    expect(JSON.parse(row.properties).page_url).toBe(`https://acme.com${page}?${TAGS}`);
  });

  it.each([
    [`/#${TAGS}`, '/'],
    [`/#/signup?${TAGS}`, '/#/signup'],
    [`/?x=1#/pricing?tab=2&${TAGS}`, '/#/pricing'],
    [`/#/pricing&${TAGS}`, '/#/pricing'],
  ])('are no part of a route: %s', async (path, page) => {
    const row = await visit(`https://acme.com${path}`, undefined, { website: website({ hash_routing: true }) });
    expect(row).toMatchObject({ ...READ, page });
  });

  it('come after those of the query, and are nothing but campaign tags', async () => {
    const row = await visit('https://acme.com/?utm_source=a#/x?utm_source=b&utm_medium=c&token=1&ref=hn');
    expect(row).toMatchObject({ utm_source: 'a', utm_medium: 'c' });
    expect(JSON.parse(row.properties).page_url).toBe('https://acme.com/?utm_source=a&utm_source=b&utm_medium=c&ref=hn');
    expect(await visit('https://acme.com/#source=x')).toMatchObject({ source: null, tagged: false });
    expect(await visit('https://acme.com/#access_token=x&state=utm')).toMatchObject({ source: null, tagged: false });
  });
});

describe('a campaign link that was written wrong', () => {
  it.each([
    [`/p?${TAGS.replaceAll('&', '&amp;')}`, 'escaped_ampersand'],
    [`/p?${TAGS.replaceAll('&', '&amp%3B')}`, 'escaped_ampersand'],
    [`/p?${TAGS.replaceAll('&', '&amp;amp;')}`, 'escaped_ampersand'],
    [`/p?id=5?${TAGS}`, 'second_question_mark'],
    [`/p&${TAGS}`, 'no_question_mark'],
    [`/p;${TAGS}`, 'no_question_mark'],
    [`/p?${TAGS.replace('&utm_medium', ';utm_medium')}`, null],
    [`/p?${TAGS}&utm_soruce=x`, 'unknown_tag'],
  ])('is read as it was meant: %s', async (path, flaw) => {
    const row = await visit(`https://acme.com${path}`);
    expect(row).toMatchObject({ ...READ, page: '/p' });
    expect(row.link_flaws).toEqual(flaw === null ? null : expect.stringContaining(flaw));
  });

  it.each(['/p%3Futm_source%3Dnews%26utm_medium%3Demail', '/p?utm_source%3Dnews%26utm_medium%3Demail'])(
    'is read though it was escaped as a whole: %s',
    async (path) => {
      const row = await visit(`https://acme.com${path}`);
      expect(row).toMatchObject({ utm_source: 'news', utm_medium: 'email', page: '/p', tagged: true });
      expect(row.link_flaws).toContain('escaped_query');
    },
  );

  it('is told of page views alone, and of nothing that is right', async () => {
    const page_url = 'https://acme.com/?utm_source=a&amp;utm_medium=email';
    const { row } = await deliver({ event_name: 'signup', properties: { page_url } });
    expect([row?.utm_medium, row?.link_flaws]).toEqual(['email', null]);
    for (const right of [`?${TAGS}`, '?q=a;b&amp;c=1', '?utm_id=7&utm_source_platform=x', '?next=/a?utm_source=x']) {
      expect((await visit(`https://acme.com/${right}`)).link_flaws, right).toBeNull();
    }
  });

  it('does not lend the tags of an address that a parameter holds', async () => {
    const row = await visit('https://acme.com/?url=https://other.example/?utm_source=x');
    expect([row.utm_source, row.tagged]).toEqual([null, false]);
  });
});

describe('campaign tags', () => {
  // Before a `;` a word such as `key` is read as the name of a secret, whose value is masked.
  const value = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() !== '' && !/token|secret|pass|auth|sess|mail|phone|key|code|sid|@/i.test(text));
  const before = fc.constantFrom(
    '/p?',
    '/p?id=5?',
    '/p?x=1&',
    '/p?x=1?&',
    '/p&',
    '/p;',
    '/p#',
    '/p#/r?',
    '/p?x=1#/r?tab=2&',
  );
  const between = fc.constantFrom('&', '&amp;', '&amp;amp;', '&amp%3B', ';');

  it('are the same wherever they stand, and however they are parted', () => {
    const rules = { keptParameters: new Set<string>(), hashRouting: false };
    fc.assert(
      fc.property(
        value,
        value,
        value,
        before,
        fc.tuple(between, between),
        (source, medium, campaign, start, [one, two]) => {
          const [a, b, c] = [source, medium, campaign].map((text) => encodeURIComponent(text));
          const { tags, path } = parsePage(
            `https://acme.com${start}utm_source=${a}${one}utm_medium=${b}${two}utm_campaign=${c}`,
            rules,
          );
          const clean = (text: string) => text.replaceAll('\0', '').trim() || null;
          expect([tags?.source ?? null, tags?.medium ?? null, tags?.campaign ?? null, path]).toEqual([
            clean(source),
            clean(medium),
            clean(campaign),
            '/p',
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
