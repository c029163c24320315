import { randomUUID } from 'node:crypto';
import type { WebsiteCreateBody } from '../../collector/contract/account/website.ts';
import type { TestCollector } from '../support/start-collector.ts';

/** Who does something, and how they came. */
export interface Visit {
  who: string;
  /** The page, with whatever its address carries. */
  page?: string;
  from?: string;
}

/**
 * A website of its own, on which people do things at times that are given as the website's clock shows them, as in
 * `2024-03-04 09:00`. All of it goes over HTTP, as a customer's server would send it.
 */
export async function openWebsite(collector: TestCollector, website: Partial<WebsiteCreateBody> = {}) {
  const { id, timezone } = await collector.website({ id: randomUUID(), timezone: 'Europe/Paris', ...website });
  const { secret: key } = await collector.key();

  async function post(path: string, body: object) {
    const answer = await collector.send('POST', path, { key, body: { website_id: id, ...body } });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  return {
    id,
    key,
    /** Looks at a page. */
    view: (time: string, { who, page = '/', from }: Visit) =>
      post('/api/events', {
        event_name: 'page_view',
        visitor_id: who,
        timestamp: instant(time, timezone),
        properties: { page_url: `https://acme.test${page}`, ...(from === undefined ? {} : { referrer: from }) },
      }),
    /** Does anything else, such as to click or to leave. */
    act: (time: string, who: string, event_name: string, properties: object = {}) =>
      post('/api/events', { event_name, visitor_id: who, timestamp: instant(time, timezone), properties }),
    /** Money, as the server's webhook reports it. */
    pay: (time: string, amount: number, fields: object = {}) =>
      post('/api/revenue', { amount, timestamp: instant(time, timezone), ...fields }),
    /** What `GET /api/analytics` says of days of the website. */
    async report(start: string, end: string, query: Record<string, string> = {}) {
      const params = new URLSearchParams({ website_id: id, start_date: start, end_date: end, ...query });
      const { status, body } = await collector.send('GET', `/api/analytics?${params}`, { key });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body;
    },
  };
}

/** The time at which the zone's clock shows this; found by looking at it, and where it comes twice, the first. */
function instant(shown: string, timezone: string): string {
  const wanted = shown.length === 16 ? `${shown}:00` : shown;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  const asUtc = Date.parse(`${wanted.replace(' ', 'T')}Z`);
  for (let hours = -14; hours <= 14; hours += 0.25) {
    const time = asUtc + hours * 3_600_000;
    if (clock.format(time) === wanted) return new Date(time).toISOString();
  }
  throw new Error(`${timezone} has no ${shown}`);
}
