import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGeo } from '../../../collector/ingest/enrich/geo.ts';
import { browser, deliver, server, website } from './deliver.ts';

const agent = async (userAgent: string) => {
  const { row } = await deliver({}, { sender: browser({ userAgent }), website: website({ bot_filtering: false }) });
  return [row?.browser, row?.browser_version, row?.os, row?.os_version, row?.device];
};

describe('the user agent', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.61 Safari/537.36',
      ['Chrome', '126.0', 'Windows', '10 or 11', 'desktop'],
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1',
      ['Safari', '17.2', 'iOS', '17.2', 'mobile'],
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      ['Safari', '17.4', 'macOS', '10.15 or later', 'desktop'],
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
      ['Safari', '16.6', 'iOS', '16.6', 'tablet'],
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      ['Firefox', '127.0', 'Linux', null, 'desktop'],
    ],
  ])('%s is told apart', async (userAgent, expected) => {
    expect(await agent(userAgent)).toEqual(expected);
  });

  it('tells nothing when it is unknown', async () => {
    expect(await agent('something else')).toEqual([null, null, null, null, null]);
  });

  it('is read no further than 512 characters', async () => {
    expect(await agent(`${'x'.repeat(600)} Firefox/127.0`)).toEqual([null, null, null, null, null]);
  });
});

describe('the language', () => {
  const language = async (properties: Record<string, unknown>, acceptLanguage: string | null = null) =>
    (await deliver({ properties }, { sender: browser({ acceptLanguage }) })).row?.language;

  it.each([
    ['en-us', 'en-US'],
    ['EN', 'en'],
    ['pt_BR.UTF-8', 'pt-BR'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-hant', 'zh-Hant'],
    ['de-CH-1996', 'de-CH'],
    ['C', null],
    ['*', null],
    ['nonsense!', null],
  ])('%s is %s', async (given, expected) => {
    expect(await language({ language: given })).toBe(expected);
  });

  it('is the page’s word, else the browser’s first', async () => {
    expect(await language({ language: 'it' }, 'fr-CH, fr;q=0.9')).toBe('it');
    expect(await language({}, 'fr-CH, fr;q=0.9')).toBe('fr-CH');
    expect(await language({})).toBeNull();
  });

  it('is what a server says of its visitor', async () => {
    const { row } = await deliver({ context: { locale: 'sv_SE' } }, { sender: server({ acceptLanguage: 'en' }) });
    expect(row?.language).toBe('sv-SE');
  });
});

describe('the place of an address', () => {
  const silent = () => expect.unreachable();

  it('is its country, from the bundled database', async () => {
    const locate = await openGeo(null, silent);
    expect(locate('8.8.8.8')).toEqual({ country: 'US', region: null, city: null });
    expect(locate('2001:4860:4860::8888').country).toBe('US');
  });

  it.each(['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fd00::1', 'no address'])(
    'is nowhere for %s',
    async (address) => {
      expect((await openGeo(null, silent))(address)).toEqual({ country: null, region: null, city: null });
    },
  );

  it.each([
    ['missing', join(import.meta.dirname, 'no-such.mmdb')],
    ['broken', import.meta.filename],
  ])('falls back to the bundled one, with a warning, when the owner’s database is %s', async (_what, path) => {
    const warnings: string[] = [];
    const locate = await openGeo(path, (message) => warnings.push(message));
    expect(locate('8.8.8.8').country).toBe('US');
    expect(warnings).toEqual([expect.stringContaining(path)]);
  });

  it('reads IPv4 in IPv6 clothes', async () => {
    const { row } = await deliver({}, { sender: browser({ address: '::ffff:8.8.8.8' }) });
    expect(row?.country).toBe('US');
  });
});
