import { expect, test } from 'vitest';
import type { ArrivalsAnswer } from '../../../../collector/contract/reports/arrivals.ts';
import { diagnose } from '../../../../collector/dashboard/views/entrance/diagnose.ts';

const AT = '2026-03-01T12:00:00.000Z';
const SITE = { id: 'web_1', domain: 'acme.com' };
const NOTHING: ArrivalsAnswer = {
  success: true,
  website_id: 'web_1',
  since: AT,
  arrivals: [],
  unknown_websites: [],
  script_requests: [],
};
const refused = (reason: string, origin: string | null, message = 'Something is wrong') =>
  ({ at: AT, outcome: 'refused', reason, message, event_name: null, origin, page: null }) as const;

test('an event from a host that is not allowed offers to allow it, once', () => {
  const arrivals = [refused('origin_not_allowed', 'acme.io'), refused('origin_not_allowed', 'acme.io')];
  const advice = diagnose({ ...NOTHING, arrivals }, SITE, 'stats.acme.com');
  expect(advice).toHaveLength(1);
  expect(advice[0]).toMatchObject({ kind: 'host', host: 'acme.io' });
});

test('another refusal is told in the collector’s words', () => {
  const arrivals = [refused('missing_field:visitor_id', null, 'The field visitor_id is missing')];
  const [advice] = diagnose({ ...NOTHING, arrivals }, SITE, 'stats.acme.com');
  expect(advice).toMatchObject({ kind: 'refused', seen: 'An event was refused: The field visitor_id is missing.' });
});

test('events under an unknown id say which id the tag needs', () => {
  const unknown_websites = [{ website_id: 'web_2', origin: 'acme.com', count: 3, last_at: AT }];
  const [advice] = diagnose({ ...NOTHING, unknown_websites }, SITE, 'stats.acme.com');
  expect(advice?.seen).toContain('web_2');
  expect(advice?.check).toContain('data-website-id="web_1"');
});

test('a script that was loaded without an event points at consent, blockers and policies', () => {
  const script_requests = [{ origin: 'acme.com', last_at: AT }];
  const [advice] = diagnose({ ...NOTHING, script_requests }, SITE, 'stats.acme.com');
  expect(advice?.kind).toBe('script');
  expect(advice?.check).toMatch(/consent.*ad blocker.*connect-src/s);
});

test('where nothing came at all the tag itself is doubted', () => {
  expect(diagnose(NOTHING, SITE, 'stats.acme.com')[0]?.check).toContain('Is the tag in the page’s source');
});

test('a tag that names this machine alone is said to be out of reach for a public site', () => {
  expect(diagnose(NOTHING, SITE, 'localhost')[0]?.check).toContain('only this machine reaches');
  expect(diagnose(NOTHING, { id: 'web_1', domain: 'localhost' }, 'localhost')[0]?.check).not.toContain(
    'only this machine',
  );
});
