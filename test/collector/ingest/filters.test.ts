import { describe, expect, it } from 'vitest';
import { isReferrerSpam } from '../../../collector/ingest/filter/referrer-spam.ts';
import { REFERRER_SPAM_HOSTS } from '../../../collector/ingest/filter/referrer-spam-hosts.ts';
import { KNOWN_SOURCES } from '../../../collector/model/sources/known-sources.ts';
import { browser, CHROME, deliver, delivery, server, website, writeHouse } from './deliver.ts';

const reason = async (...input: Parameters<typeof deliver>) => (await deliver(...input)).receipt.dropped;
const from = (address: string) => ({ sender: browser({ address }) });

describe('a drop', () => {
  it('is counted with its reason, and nothing of the event is stored', async () => {
    const { ingest, appended } = writeHouse();
    const unwanted = delivery([{ event_name: 'page_view' }, { event_name: 'signup' }], {
      website: website({ tracking_enabled: false }),
    });
    const receipts = await ingest(unwanted);
    expect(receipts.map(({ dropped }) => dropped)).toEqual(['tracking_disabled', 'tracking_disabled']);
    expect(appended).toEqual([
      expect.objectContaining({ events: [], drops: [{ site: 14, reason: 'tracking_disabled', count: 2 }] }),
    ]);
  });

  it('for a judgement of the visitor keeps the event apart, enriched, for its owner to judge again', async () => {
    const { ingest, appended } = writeHouse();
    const bots = delivery([{ event_name: 'page_view', properties: { page_url: 'https://acme.com/a?utm_source=fb' } }], {
      sender: browser({ userAgent: 'curl/8.5.0' }),
    });
    expect((await ingest(bots)).map(({ dropped, warnings }) => [dropped, warnings])).toEqual([['bot', []]]);
    expect(appended).toMatchObject([
      { drops: [], events: [{ exclusion: 'bot', page: '/a', source: 'Facebook', country: 'US', language: 'fr-CH' }] },
    ]);
    expect(JSON.stringify(appended)).not.toMatch(/8\.8\.8\.8|curl/);
  });

  it('that the owner or the visitor asked for comes before a judgement', async () => {
    const sender = browser({ userAgent: 'curl/8.5.0' });
    const bot = async (settings: Parameters<typeof website>[0], over: Partial<typeof sender> = {}) => {
      const event = { properties: { page_url: 'https://acme.com/admin' } };
      const { receipt, row } = await deliver(event, { website: website(settings), sender: { ...sender, ...over } });
      return [receipt.dropped, row];
    };
    expect(await bot({ tracking_enabled: false })).toEqual(['tracking_disabled', undefined]);
    expect(await bot({ gpc: 'drop' }, { gpc: true })).toEqual(['gpc', undefined]);
    expect(await bot({ excluded_ips: ['8.8.8.8'] })).toEqual(['excluded_ip', undefined]);
    expect(await bot({ excluded_paths: ['/admin'] })).toEqual(['excluded_path', undefined]);
    expect(await bot({ excluded_countries: ['US'] })).toEqual(['excluded_country', undefined]);
  });

  it('of a repeat is told no more of than the first time', async () => {
    const { ingest } = writeHouse('differs');
    const [receipt] = await ingest(delivery([{ event_name: 'a' }], { sender: browser({ userAgent: 'curl/8.5.0' }) }));
    expect([receipt?.dropped, receipt?.warnings]).toEqual(['bot', []]);
  });

  it('takes only the unwanted events out of a batch, in one append', async () => {
    const { ingest, appended } = writeHouse();
    const page = (page_url: string) => ({ event_name: 'page_view', visitor_id: 'v', properties: { page_url } });
    const receipts = await ingest(
      delivery([page('https://acme.com/a'), page('https://acme.com/admin'), page('https://acme.com/b')], {
        website: website({ excluded_paths: ['/admin'] }),
      }),
    );
    expect(receipts.map(({ index, dropped }) => [index, dropped])).toEqual([
      [0, null],
      [1, 'excluded_path'],
      [2, null],
    ]);
    expect(appended.map(({ events }) => events.map(({ page }) => page))).toEqual([['/a', '/b']]);
  });
});

describe('tracking switched off', () => {
  it('drops browsers and servers alike', async () => {
    const off = website({ tracking_enabled: false });
    expect(await reason({}, { website: off })).toBe('tracking_disabled');
    expect(await reason({}, { website: off, sender: server() })).toBe('tracking_disabled');
  });
});

describe('Sec-GPC', () => {
  it('drops where the website says so', async () => {
    expect(await reason({}, { website: website({ gpc: 'drop' }), sender: browser({ gpc: true }) })).toBe('gpc');
  });

  it('never drops without the header, by default, or for servers', async () => {
    expect(await reason({}, { website: website({ gpc: 'drop' }) })).toBeNull();
    expect(await reason({}, { sender: browser({ gpc: true }) })).toBeNull();
    expect(await reason({}, { website: website({ gpc: 'drop' }), sender: server({ gpc: true }) })).toBeNull();
  });
});

describe('excluded addresses', () => {
  const blocks = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32', '::ffff:192.0.2.0/120'];
  const excluded = website({ excluded_ips: blocks });

  it.each(['203.0.113.9', '198.51.100.7', '2001:db8:1::5', '::ffff:203.0.113.9', '::ffff:cb00:7109', '192.0.2.44'])(
    'drops %s',
    async (address) => {
      expect(await reason({}, { website: excluded, ...from(address) })).toBe('excluded_ip');
    },
  );

  it.each(['203.0.113.9:51234', '[2001:db8::1]:443', '"203.0.113.9"', '2001:DB8:0::1%eth0'])(
    'drops the visitor of a server in whatever spelling: %s',
    async (ip) => {
      const keyed = { website: excluded, sender: server() };
      expect(await reason({ context: { ip } }, keyed)).toBe('excluded_ip');
    },
  );

  it.each(['203.0.114.9', '198.51.100.8', '2001:db9::1', 'no address'])('keeps %s', async (address) => {
    expect(await reason({}, { website: excluded, ...from(address) })).toBeNull();
  });

  it('judges a server by the visitor it speaks for', async () => {
    const keyed = { website: excluded, sender: server({ address: '203.0.113.9' }) };
    expect(await reason({ context: { ip: '203.0.113.9' } }, keyed)).toBe('excluded_ip');
    expect(await reason({}, keyed)).toBeNull();
  });
});

describe('bots', () => {
  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
    'python-requests/2.32',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Puppeteer',
    'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/22.1.0',
    'Mozilla/5.0 (Linux; Android 11; moto g power) Chrome/126.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse',
  ])('drops %s', async (userAgent) => {
    expect(await reason({}, { sender: browser({ userAgent }) })).toBe('bot');
  });

  it('drops a browser that does not name itself, but not a server', async () => {
    expect(await reason({}, { sender: browser({ userAgent: null }) })).toBe('bot');
    expect(await reason({}, { sender: browser({ userAgent: ' ' }) })).toBe('bot');
    expect(await reason({}, { sender: server({ userAgent: 'curl/8' }) })).toBeNull();
    expect(await reason({ context: { ip: '8.8.8.8' } }, { sender: server() })).toBeNull();
  });

  it('drops what a server relays from a bot', async () => {
    expect(await reason({ context: { user_agent: 'Googlebot/2.1' } }, { sender: server() })).toBe('bot');
  });

  it('drops a headless browser that hides in its user agent and not in its brands', async () => {
    const brands = (text: string | null) => ({
      sender: browser({ signs: { brands: text, platformVersion: null, isBare: false } }),
    });
    expect(await reason({}, brands('"HeadlessChrome";v="126", "Chromium";v="126", "Not.A/Brand";v="24"'))).toBe('bot');
    expect(await reason({}, brands('"Google Chrome";v="126", "Chromium";v="126"'))).toBeNull();
    expect(await reason({}, brands(null))).toBeNull();
    expect(await reason({}, brands(''))).toBeNull();
  });

  it('drops a program with a browser’s user agent and none of its headers', async () => {
    const bare = (userAgent: string) => ({
      sender: browser({ userAgent, signs: { brands: null, platformVersion: null, isBare: true } }),
    });
    expect(await reason({}, bare(CHROME))).toBe('bot');
    // An app or a device of its own may well have none: it claims nothing that it is not.
    expect(await reason({}, bare('Acme/2.1 (iPhone; iOS 17.5)'))).toBeNull();
  });

  it.each([
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    'Mozilla/5.0 (Linux; Android 14; SM-S921B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 Instagram 335.0.0.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/468.0]',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Slack/4.38 Chrome/124.0.0.0 Electron/30.0.1 Safari/537.36',
  ])('keeps %s', async (userAgent) => {
    expect(await reason({}, { sender: browser({ userAgent }) })).toBeNull();
  });

  it('keeps people, and everything when filtering is off', async () => {
    expect(await reason({}, { sender: browser({ userAgent: CHROME }) })).toBeNull();
    const open = website({ bot_filtering: false });
    expect(await reason({}, { website: open, sender: browser({ userAgent: 'curl/8' }) })).toBeNull();
  });
});

describe('referrer spam', () => {
  const referred = (referrer: string, rest: Parameters<typeof deliver>[1] = {}) =>
    reason({ properties: { page_url: 'https://acme.com/', referrer } }, rest);

  it.each([
    'https://semalt.com/',
    'http://7.semalt.com/crawler.php?u=acme.com',
    'https://WWW.Semalt.com',
    '//semalt.com',
  ])('is a visit from %s', async (referrer) => {
    expect(await referred(referrer)).toBe('referrer_spam');
  });

  it.each(['https://notsemalt.com/', 'https://semalt.com.acme.org/', 'https://example.com/semalt.com', 'semalt'])(
    'is no visit from %s',
    async (referrer) => {
      expect(await referred(referrer)).toBeNull();
    },
  );

  it('is judged for the visitor that a server speaks for', async () => {
    expect(await reason({ context: { referrer: 'semalt.com' } }, { sender: server() })).toBe('referrer_spam');
  });

  it('is a bot’s when a bot brings it, and is let through when filtering is off', async () => {
    expect(await referred('https://semalt.com/', { sender: browser({ userAgent: 'curl/8' }) })).toBe('bot');
    expect(await referred('https://semalt.com/', { website: website({ bot_filtering: false }) })).toBeNull();
  });

  it('is never the website itself', async () => {
    const own = website({}, { domain: 'semalt.com', allowedDomains: ['semalt.com'] });
    expect(await referred('https://semalt.com/', { website: own })).toBeNull();
  });

  it('has no source on its list that reports know by name, and no host twice', () => {
    const known = KNOWN_SOURCES.flatMap(([, , hosts]) => hosts.split(' ')).filter((host) => host !== '');
    expect(known.filter(isReferrerSpam)).toEqual([]);
    expect(new Set(REFERRER_SPAM_HOSTS).size).toBe(REFERRER_SPAM_HOSTS.length);
    expect(REFERRER_SPAM_HOSTS.filter((host) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host))).toEqual([]);
  });
});

describe('excluded places', () => {
  it('drops excluded paths on the cleaned page', async () => {
    const excluded = website({ excluded_paths: ['/admin/**', '/café'] });
    const page = (page_url: string) => reason({ properties: { page_url } }, { website: excluded });
    expect(await page('https://acme.com/admin?tab=1')).toBe('excluded_path');
    expect(await page('https://acme.com/admin/users/1')).toBe('excluded_path');
    expect(await page('https://acme.com/caf%C3%A9/')).toBe('excluded_path');
    expect(await page('https://acme.com/administration')).toBeNull();
    expect(await reason({}, { website: excluded })).toBeNull();
  });

  it('drops excluded countries', async () => {
    const excluded = website({ excluded_countries: ['FR'] });
    expect(await reason({}, { website: excluded, ...from('203.0.113.7') })).toBe('excluded_country');
    expect(await reason({}, { website: excluded, ...from('8.8.8.8') })).toBeNull();
  });

  it('follows a website when its settings change', async () => {
    const { ingest } = writeHouse();
    const event = { event_name: 'page_view', properties: { page_url: 'https://acme.com/a' } };
    const [before] = await ingest(delivery([event], { website: website() }));
    const [after] = await ingest(delivery([event], { website: website({ excluded_paths: ['/a'] }) }));
    expect([before?.dropped, after?.dropped]).toEqual([null, 'excluded_path']);
  });
});
