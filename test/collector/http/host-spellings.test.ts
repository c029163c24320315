import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
const SPELLINGS = ['müller.test', 'MÜLLER.test', 'xn--mller-kva.test', 'XN--MLLER-KVA.TEST.', 'müller.test:8443'];

/** A header holds no other script. */
const inHeader = (spelling: string) => (/ü/i.test(spelling) ? 'xn--mller-kva.test' : spelling);

/** One host at every door: whatever spelling each of them is given, all mean the same. */
describe('a host', () => {
  it.each(SPELLINGS)('is one at every door, when its website was added as %s', async (domain) => {
    const created = await collector.send('POST', '/api/websites', { key, body: { domain } });
    expect(created.body.website).toMatchObject({
      domain: 'müller.test',
      name: 'müller.test',
      allowed_domains: ['müller.test', '*.müller.test'],
    });
    const website_id: string = created.body.website.id;
    for (const [place, spelling] of SPELLINGS.entries()) {
      const { status } = await collector.send('POST', '/api/events', {
        headers: { Origin: `https://${inHeader(spelling)}`, 'User-Agent': USER_AGENT },
        body: {
          website_id,
          visitor_id: `v${place}`,
          event_name: 'page_view',
          properties: { page_url: `https://${spelling}/a` },
        },
      });
      expect(status).toBe(200);
    }
    const ask = async (filter: string) => {
      const query = `website_id=${website_id}&metrics=visitors&dimensions=hostname${filter}`;
      return (await collector.send('GET', `/api/analytics?${query}`, { key })).body.breakdown;
    };
    const all = [{ hostname: 'müller.test', visitors: SPELLINGS.length }];
    expect(await ask('')).toEqual(all);
    for (const spelling of SPELLINGS) {
      expect(await ask(`&filter_hostname=${encodeURIComponent(spelling)}`)).toEqual(all);
      expect(await ask(`&filter_hostname=is_not:${encodeURIComponent(spelling)}`)).toEqual([]);
    }
    expect(await ask(`&filter_hostname=contains:${encodeURIComponent('MÜLL')}`)).toEqual(all);
    const quality = await collector.send('GET', `/api/websites/${website_id}/data-quality?period=today`, { key });
    expect(quality.body.hostnames).toEqual([
      expect.objectContaining({
        hostname: 'müller.test',
        allowed: true,
        outcome: 'accepted',
        events: SPELLINGS.length,
      }),
    ]);
  });

  it('with www in its name allows the one without', async () => {
    const { body } = await collector.send('POST', '/api/websites', { key, body: { domain: 'www.acme.test' } });
    for (const host of ['acme.test', 'www.acme.test', 'shop.acme.test']) {
      const { status } = await collector.send('POST', '/api/events', {
        headers: { Origin: `https://${host}`, 'User-Agent': USER_AGENT },
        body: { website_id: body.website.id, event_name: 'page_view' },
      });
      expect([host, status]).toEqual([host, 200]);
    }
  });
});
