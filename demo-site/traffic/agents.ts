import { DAY } from './calendar.ts';

/** A browser on a device. */
export interface Agent {
  /** In percent of visitors. */
  share: number;
  /** The user agent at a time: most browsers update themselves every four weeks. */
  userAgent(at: number): string;
  screens: readonly number[];
}

/** Chrome and Firefox 119 both came out that week. */
const RELEASE_119 = Date.parse('2023-10-31T00:00:00Z');
const release = (at: number): number => Math.max(100, 119 + Math.floor((at - RELEASE_119) / (28 * DAY)));

const DESKTOP = [1920, 1920, 1920, 1536, 1440, 1512, 2560, 1366];
const MAC = [1440, 1512, 1728, 1680, 2560];
const IPHONE = [390, 393, 402, 430, 375];
const ANDROID = [360, 384, 393, 412];
const TABLET = [768, 810, 820, 834, 1024];

const KHTML = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = (share: number, system: string, screens: readonly number[], rest = ''): Agent => ({
  share,
  screens,
  userAgent: (at) => `Mozilla/5.0 (${system}) ${KHTML} Chrome/${release(at)}.0.0.0 ${rest}`.replace(/ +$/, ''),
});
const edge = (share: number, system: string): Agent => ({
  share,
  screens: DESKTOP,
  userAgent: (at) =>
    `Mozilla/5.0 (${system}) ${KHTML} Chrome/${release(at)}.0.0.0 Safari/537.36 Edg/${release(at)}.0.0.0`,
});
const firefox = (share: number, system: string, screens: readonly number[]): Agent => ({
  share,
  screens,
  userAgent: (at) => `Mozilla/5.0 (${system}; rv:${release(at)}.0) Gecko/20100101 Firefox/${release(at)}.0`,
});
const fixed = (share: number, screens: readonly number[], userAgent: string): Agent => ({
  share,
  screens,
  userAgent: () => userAgent,
});

const WINDOWS = 'Windows NT 10.0; Win64; x64';
const MACOS = 'Macintosh; Intel Mac OS X 10_15_7';
const LINUX = 'X11; Linux x86_64';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

export const AGENTS: readonly Agent[] = [
  chrome(24, WINDOWS, DESKTOP, 'Safari/537.36'),
  chrome(15, MACOS, MAC, 'Safari/537.36'),
  chrome(3, LINUX, DESKTOP, 'Safari/537.36'),
  edge(6, WINDOWS),
  firefox(4, WINDOWS, DESKTOP),
  firefox(2, 'Macintosh; Intel Mac OS X 10.15', MAC),
  firefox(2.5, LINUX, DESKTOP),
  fixed(8, MAC, `Mozilla/5.0 (${MACOS}) ${SAFARI} Version/18.5 Safari/605.1.15`),
  fixed(3, MAC, `Mozilla/5.0 (${MACOS}) ${SAFARI} Version/17.6 Safari/605.1.15`),
  fixed(
    10,
    IPHONE,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${SAFARI} Version/18.5 Mobile/15E148 Safari/604.1`,
  ),
  fixed(
    4,
    IPHONE,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) ${SAFARI} Version/17.6 Mobile/15E148 Safari/604.1`,
  ),
  chrome(10, 'Linux; Android 10; K', ANDROID, 'Mobile Safari/537.36'),
  fixed(
    2,
    ANDROID,
    `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
  ),
  firefox(0.7, 'Android 14; Mobile', ANDROID),
  fixed(
    1.5,
    TABLET,
    `Mozilla/5.0 (iPad; CPU OS 17_6_1 like Mac OS X) ${SAFARI} Version/17.6 Mobile/15E148 Safari/604.1`,
  ),
  chrome(1, 'Linux; Android 13; SM-X710', TABLET, 'Safari/537.36'),
  fixed(1.3, DESKTOP, `Mozilla/5.0 (${WINDOWS}) ${KHTML} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`),
];

/** Programs that run a page's scripts, and are no visitors. */
export const BOTS: readonly string[] = [
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/125.0.0.0 Safari/537.36',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
];
