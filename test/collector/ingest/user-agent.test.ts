import { describe, expect, it } from 'vitest';
import { context } from '../../../collector/contract/event.ts';
import { browser, deliver, server, website } from './deliver.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WINDOWS = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/126.0.0.0 Safari/537.36`;
const MAC = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/17.4.1 Safari/605.1.15`;
const MAC_CHROME = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${BLINK} Chrome/126.0.0.0 Safari/537.36`;
const ANDROID = `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/126.0.0.0 Mobile Safari/537.36`;
const CHROME_OS = `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${BLINK} Chrome/126.0.0.0 Safari/537.36`;

interface Came {
  brands?: string | null;
  platformVersion?: string | null;
  properties?: Record<string, unknown>;
}

/** What is stored of a browser, and why it is not counted, if it isn't. */
const seen = async (userAgent: string, { brands = null, platformVersion = null, properties = {} }: Came = {}) => {
  const sender = browser({ userAgent, signs: { brands, platformVersion, isBare: false } });
  const { row } = await deliver({ properties }, { sender, website: website() });
  return [row?.browser, row?.browser_version, row?.os, row?.os_version, row?.device, row?.exclusion];
};

describe('a user agent', () => {
  it.each([
    // Opera Mini says nothing of its device.
    [
      'Opera/9.80 (Android; Opera Mini/36.2/191.273; U; en) Presto/2.12.423 Version/12.16',
      'Opera Mini',
      '36.2',
      'Android',
      null,
      'mobile',
    ],
    [
      'Opera/9.80 (J2ME/MIDP; Opera Mini/5.1.21214/28.2725; U; ru) Presto/2.8.119 Version/11.10',
      'Opera Mini',
      '5.1',
      null,
      null,
      'mobile',
    ],
    // Apps of Meta, which isbot takes for bots by their lack of a browser's words, or by a word of the device's name.
    [
      'Barcelona 425.0.0.26.58 (iPad12,1; iPadOS 26_3_1; nl_NL; nl; scale=2.00; 750x1334; 936469872) AppleWebKit/420+',
      'Threads',
      '425.0',
      'iOS',
      '26.3',
      'tablet',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${WEBKIT} Mobile/23C55 Barcelona 414.1.0.26.79 (iPhone14,7; iOS 26_2; pt_BR; pt; scale=3.00; 960x2079; IABMV/1; 870367664)`,
      'Threads',
      '414.1',
      'iOS',
      '26.2',
      'mobile',
    ],
    [
      `Mozilla/5.0 (Linux; Android 16; SM-S911B Build/BP2A.250605.031.A3; wv) ${BLINK} Version/4.0 Chrome/144.0.7559.59 Mobile Safari/537.36 Barcelona 415.0.0.36.77 Android (36/16; 480dpi; 1080x2340; samsung; SM-S911B; dm1q; qcom; en_US; 874515858)`,
      'Threads',
      '415.0',
      'Android',
      '16',
      'mobile',
    ],
    [
      `Mozilla/5.0 (Linux; Android 13; 23028RN4DI Build/TP1A.220624.014; wv) ${BLINK} Version/4.0 Chrome/119.0.6045.66 Mobile Safari/537.36 Instagram 308.0.0.36.109 Android (33/13; 320dpi; 720x1460; Xiaomi/Redmi; 23028RN4DI; cloud; mt6765; en_IN; 534961943)`,
      'Instagram',
      '308.0',
      'Android',
      '13',
      'mobile',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${WEBKIT} Mobile/21F79 Instagram 330.0.3.29.91 (iPhone14,3; iOS 17_5; en_IR@calendar=gregorian; en; scale=3.00; 1125x2436; 595323416)`,
      'Instagram',
      '330.0',
      'iOS',
      '17.5',
      'mobile',
    ],
    // Systems have one name, however they are written.
    [
      'Safari/600.2.5 MobileRicardo (Google Pixel 6; android 13) ricardo.ch/8.28.2-82802',
      null,
      null,
      'Android',
      '13',
      'mobile',
    ],
    [
      'Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
      'Firefox',
      '127.0',
      'Android',
      '13',
      'mobile',
    ],
    [
      'Mozilla/5.0 (Android 13; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0',
      'Firefox',
      '127.0',
      'Android',
      '13',
      'tablet',
    ],
    [
      `Mozilla/5.0 (Linux; Android 13; SM-X700) ${BLINK} Chrome/126.0.0.0 Safari/537.36`,
      'Chrome',
      '126.0',
      'Android',
      '13',
      'tablet',
    ],
    // What browsers stopped telling is where they stopped.
    [WINDOWS, 'Chrome', '126.0', 'Windows', '10 or 11', 'desktop'],
    [MAC, 'Safari', '17.4', 'macOS', '10.15 or later', 'desktop'],
    [MAC_CHROME, 'Chrome', '126.0', 'macOS', '10.15 or later', 'desktop'],
    [ANDROID, 'Chrome', '126.0', 'Android', '10 or later', 'mobile'],
    [CHROME_OS, 'Chrome', '126.0', 'Chrome OS', null, 'desktop'],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} Version/26.0 Mobile/15E148 Safari/604.1`,
      'Safari',
      '26.0',
      'iOS',
      '26.0',
      'mobile',
    ],
    // What they do tell stays.
    [
      'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0',
      'Firefox',
      '115.0',
      'Windows',
      '7',
      'desktop',
    ],
    [
      `Mozilla/5.0 (Linux; Android 10; SM-G973F) ${BLINK} Chrome/96.0.4664.45 Mobile Safari/537.36`,
      'Chrome',
      '96.0',
      'Android',
      '10',
      'mobile',
    ],
    [
      `Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) ${WEBKIT} Version/16.6 Mobile/15E148 Safari/604.1`,
      'Safari',
      '16.6',
      'iOS',
      '16.6',
      'tablet',
    ],
    // iPads that ask for the pages of a Mac.
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} CriOS/126 Version/11.1.1 Safari/605.1.15`,
      'Chrome',
      '126',
      'iOS',
      null,
      'tablet',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) ${WEBKIT} FxiOS/127.0 Safari/605.1.15`,
      'Firefox',
      '127.0',
      'iOS',
      null,
      'tablet',
    ],
  ])('%s is read', async (userAgent, ...expected) => {
    expect(await seen(userAgent)).toEqual([...expected, null]);
  });

  it.each([
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
    `Mozilla/5.0 (X11; Linux x86_64) ${BLINK} HeadlessChrome/126.0.0.0 Safari/537.36 Instagram 1.0 (iPhone14,3; iOS 17_5)`,
    'Instagram 76.0.0.15.395 crawler Instagram 1.0 (iPhone14,3; iOS 17_5)',
  ])('of a program is one for all it says of apps: %s', async (userAgent) => {
    expect((await seen(userAgent)).at(-1)).toBe('bot');
  });
});

describe('what comes beside a user agent', () => {
  it.each([
    ['"Chromium";v="126", "Brave";v="126", "Not/A)Brand";v="8"', 'Brave', '126'],
    ['"Not/A)Brand";v="8", "Chromium";v="126", "Opera GX";v="112.1.2"', 'Opera GX', '112.1'],
    ['"DuckDuckGo";v="126", "Chromium";v="126"', 'DuckDuckGo', '126'],
    ['"Chromium";v="126", "Google Chrome";v="126", "Not/A)Brand";v="8"', 'Chrome', '126.0'],
    ['"constructor";v="1", "__proto__";v="2"', 'Chrome', '126.0'],
    ['', 'Chrome', '126.0'],
    ['nonsense', 'Chrome', '126.0'],
  ])('names a browser that calls itself Chrome: %s', async (brands, name, version) => {
    expect((await seen(WINDOWS, { brands })).slice(0, 2)).toEqual([name, version]);
  });

  it('renames no browser that has a name of its own', async () => {
    const edge = `${WINDOWS} Edg/126.0.0.0`;
    expect((await seen(edge, { brands: '"Brave";v="126"' }))[0]).toBe('Edge');
  });

  it.each([
    [WINDOWS, '"15.0.0"', '11'],
    [WINDOWS, '"13.0.0"', '11'],
    [WINDOWS, '"10.0.0"', '10'],
    [WINDOWS, '"1.0.0"', '10'],
    [WINDOWS, '"0.1.0"', '10 or 11'],
    [WINDOWS, '""', '10 or 11'],
    [WINDOWS, 'nonsense', '10 or 11'],
    [MAC_CHROME, '"14.5.1"', '14.5'],
    [ANDROID, '"13.0.0"', '13.0'],
    [CHROME_OS, '"15886.44.0"', '15886.44'],
  ])('tells the system’s version: %s, %s', async (userAgent, platformVersion, version) => {
    expect((await seen(userAgent, { platformVersion }))[3]).toBe(version);
  });

  it.each([
    [MAC, 820, ['Safari', '17.4', 'iOS', '17.4', 'tablet', null]],
    [MAC, 1024, ['Safari', '17.4', 'iOS', '17.4', 'tablet', null]],
    [MAC, 1032, ['Safari', '17.4', 'iOS', '17.4', 'tablet', null]],
    [MAC, 1280, ['Safari', '17.4', 'macOS', '10.15 or later', 'desktop', null]],
    [MAC, 0, ['Safari', '17.4', 'macOS', '10.15 or later', 'desktop', null]],
    [MAC, '820', ['Safari', '17.4', 'macOS', '10.15 or later', 'desktop', null]],
    [MAC_CHROME, 820, ['Chrome', '126.0', 'macOS', '10.15 or later', 'desktop', null]],
  ])('tells an iPad from the Mac it calls itself: %s, %s px', async (userAgent, screen_width, expected) => {
    expect(await seen(userAgent, { properties: { screen_width } })).toEqual(expected);
  });
});

describe('what a server knows of its visitor', () => {
  const told = async (given: Record<string, string | null>) => {
    const { row } = await deliver({ context: context.parse(given) }, { sender: server() });
    return row;
  };

  it('goes before what its address and its agent would say', async () => {
    expect(
      await told({
        ip: '8.8.8.8',
        user_agent: WINDOWS,
        country: 'DE',
        region: 'Bavaria',
        city: 'Munich',
        browser: 'firefox',
        browser_version: '127.0.1.5',
        os: 'Mac OS X',
        os_version: '14.5.1',
        device: 'tablet',
      }),
    ).toMatchObject({
      country: 'DE',
      region: 'Bavaria',
      city: 'Munich',
      browser: 'Firefox',
      browser_version: '127.0',
      os: 'macOS',
      os_version: '14.5',
      device: 'tablet',
    });
  });

  it('takes with it the details of what it contradicts, and leaves those of what it agrees with', async () => {
    expect(await told({ user_agent: WINDOWS, browser: 'Brave' })).toMatchObject({
      browser: 'Brave',
      browser_version: null,
      os: 'Windows',
      os_version: '10 or 11',
      device: 'desktop',
    });
    expect(await told({ user_agent: WINDOWS, browser: 'chrome', os: 'windows', os_version: '11' })).toMatchObject({
      browser: 'Chrome',
      browser_version: '126.0',
      os: 'Windows',
      os_version: '11',
    });
  });

  it('counts though nothing else is known, and makes nobody a visitor', async () => {
    expect(await told({ country: 'FR', device: 'mobile' })).toMatchObject({
      country: 'FR',
      device: 'mobile',
      browser: null,
      visitor: null,
    });
  });

  it.each([
    ['UK', 'GB'],
    ['EL', 'GR'],
    ['XX', null],
    ['ZZ', null],
    ['DE', 'DE'],
  ])('of a country is ISO’s code, or nothing: %s', async (country, expected) => {
    expect((await told({ country }))?.country).toBe(expected);
  });

  it('is judged like what is found: an excluded country', async () => {
    const excluded = website({ excluded_countries: ['DE'] });
    const { receipt } = await deliver(
      { context: { ip: '8.8.8.8', country: 'DE' } },
      { sender: server(), website: excluded },
    );
    expect(receipt.dropped).toBe('excluded_country');
  });

  it('is kept clean, and blanks are nothing', async () => {
    expect(await told({ city: ' Köln\0 ', region: '  ', browser: '', country: null, os: null })).toMatchObject({
      city: 'Köln',
      region: null,
      browser: null,
    });
  });

  it('is not believed of a browser', async () => {
    const { row } = await deliver({ context: { country: 'DE', device: 'tablet' } }, { sender: browser() });
    expect([row?.country, row?.device]).toEqual(['US', 'desktop']);
  });
});
