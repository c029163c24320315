import { describe, expect, it } from 'vitest';
import { browser, CHROME, deliver, delivery, server, website, writeHouse } from './deliver.ts';

const reason = async (...input: Parameters<typeof deliver>) => (await deliver(...input)).receipt.dropped;
const from = (address: string) => ({ sender: browser({ address }) });

describe('a drop', () => {
  it('is counted with its reason, and nothing of the event is stored', async () => {
    const { ingest, appended } = writeHouse();
    const bots = delivery([{ event_name: 'page_view' }, { event_name: 'signup' }], {
      sender: browser({ userAgent: 'curl/8.5.0' }),
    });
    const receipts = await ingest(bots);
    expect(receipts.map(({ dropped }) => dropped)).toEqual(['bot', 'bot']);
    expect(appended).toEqual([expect.objectContaining({ events: [], drops: [{ site: 14, reason: 'bot', count: 2 }] })]);
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

  it('keeps people, and everything when filtering is off', async () => {
    expect(await reason({}, { sender: browser({ userAgent: CHROME }) })).toBeNull();
    const open = website({ bot_filtering: false });
    expect(await reason({}, { website: open, sender: browser({ userAgent: 'curl/8' }) })).toBeNull();
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
