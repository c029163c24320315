import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionAnswer } from '../../../../../collector/contract/account/people.ts';
import { temporaryFolder } from '../../../../support/command.ts';
import {
  cookieOf,
  fromPage,
  join,
  PASSWORD,
  setUp,
  signIn,
  tokenOf,
  type Visitor,
} from '../../../../support/people.ts';
import { CITIES, writePlaceFile } from '../../../../support/place-file.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

/** It knows countries alone. */
const BUNDLED = createRequire(import.meta.url).resolve(
  '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
);
const DAY = 86_400_000;
let collector: TestCollector;
let owner: Visitor;
let clock = Date.parse('2026-03-01T12:00:00Z');
let derived = 0;
/** What happens while a password is being hashed. */
let meanwhile = async (): Promise<void> => {};
beforeAll(async () => {
  collector = await startTestCollector({
    now: () => clock,
    trustProxy: ['127.0.0.1'],
    derive: async (password, salt) => {
      derived++;
      await meanwhile();
      return createHash('sha256').update(salt).update(password).digest();
    },
  });
});
afterAll(() => collector.stop());

const session = (cookie = '', headers: Record<string, string> = {}) =>
  collector.send('GET', '/api/session', { headers: { Cookie: cookie, ...headers } });
/** Each test signs in from an address of its own, whose allowance is its own. */
const from = (address: string) => ({ 'X-Forwarded-For': address });
const tryPassword = (email: string, password: string, address: string) =>
  fromPage(collector, 'POST', '/api/session', { body: { email, password }, headers: from(address) });

describe('who is signed in', () => {
  it('is told whether cities are known; a stranger is not', async () => {
    const other = temporaryFolder();
    const file = path.join(other.folder, 'cities.mmdb');
    writePlaceFile(file, 'Test-City', CITIES);
    for (const [geoipDb, knows] of [
      [file, true],
      [BUNDLED, false],
      [undefined, false],
    ] as const) {
      const one = await startTestCollector(geoipDb === undefined ? {} : { geoipDb });
      try {
        expect((await one.send('GET', '/api/session')).body).not.toHaveProperty('knows_cities');
        const person = await setUp(one);
        expect((await person.send('GET', '/api/session')).body).toMatchObject({ knows_cities: knows });
      } finally {
        await one.stop();
      }
    }
    other.remove();
  });
});

describe('the setup link', () => {
  it('is for an owner, and is told by whoever is first', async () => {
    expect((await session()).body).toEqual({ success: true, person: null, setup_needed: true });
    expect(collector.setupPath).toMatch(/^\/setup#[\w-]{43}$/);
    const token = tokenOf(collector.setupPath ?? '');
    const { body } = await collector.send('POST', '/api/invitations/inspect', { body: { token } });
    expect(body).toEqual({ success: true, invitation: { purpose: 'setup', email: null, role: 'owner' } });
  });

  it('dies at the next start, which makes another', async () => {
    const old = tokenOf(collector.setupPath ?? '');
    await collector.restart();
    const { status, body } = await collector.send('POST', '/api/invitations/inspect', { body: { token: old } });
    expect([status, body.error.details.field]).toEqual([400, 'token']);
  });

  it('makes the first owner once, and dies with every other when there is somebody', async () => {
    const path = collector.setupPath ?? '';
    const noAddress = await fromPage(collector, 'POST', '/api/invitations/accept', {
      body: { token: tokenOf(path), password: PASSWORD },
    });
    expect([noAddress.status, noAddress.body.error.details.field]).toEqual([400, 'email']);
    owner = await setUp(collector, 'Owner@Acme.test ');
    const again = await fromPage(collector, 'POST', '/api/invitations/accept', {
      body: { token: tokenOf(path), email: 'second@acme.test', password: PASSWORD },
    });
    expect([again.status, again.body.error.details.field]).toEqual([400, 'token']);
    const { body } = await session(owner.cookie);
    expect(sessionAnswer.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      person: { email: 'owner@acme.test', name: 'Olive', role: 'owner', websites: null },
      setup_needed: false,
    });
    await collector.restart();
    expect(collector.setupPath).toBeNull();
    expect((await session(owner.cookie)).body.person.email).toBe('owner@acme.test');
  });

  it('is never logged, nor is a cookie', () => {
    expect(collector.logged.join('')).not.toMatch(/setup#/);
    expect(collector.logged.join('')).not.toContain(owner.cookie.slice(owner.cookie.indexOf('=') + 1));
  });
});

describe('the cookie', () => {
  const attributes = async (headers: Record<string, string> = {}) => {
    const body = { email: 'owner@acme.test', password: PASSWORD };
    const answer = await fromPage(collector, 'POST', '/api/session', { body, headers });
    expect(answer.status).toBe(200);
    return (answer.headers.get('set-cookie') ?? '').toLowerCase().split('; ').slice(1).sort();
  };

  it('is out of reach of scripts and other sites, and lives 30 days', async () => {
    const set = await attributes();
    expect(set.filter((attribute) => !attribute.startsWith('expires='))).toEqual([
      'httponly',
      'path=/',
      'samesite=lax',
    ]);
    const expires = Date.parse(set.find((attribute) => attribute.startsWith('expires='))?.slice(8) ?? '');
    expect(Math.abs(expires - Date.now() - 30 * DAY)).toBeLessThan(60_000);
  });

  it('is Secure when a trusted proxy was reached by TLS', async () => {
    expect(await attributes({ 'X-Forwarded-Proto': 'https' })).toContain('secure');
    expect(await attributes({ 'X-Forwarded-Proto': 'http' })).not.toContain('secure');
  });

  it('is not Secure on the word of a proxy that is not trusted', async () => {
    const bare = await startTestCollector();
    const answer = await fromPage(bare, 'POST', '/api/invitations/accept', {
      body: { token: tokenOf(bare.setupPath ?? ''), email: 'a@acme.test', password: PASSWORD },
      headers: { 'X-Forwarded-Proto': 'https' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).not.toMatch(/secure/i);
    await bare.stop();
  });

  it('is kept as a hash alone', async () => {
    const value = owner.cookie.slice(owner.cookie.indexOf('=') + 1);
    expect(collector.people.signedIn(value, clock)).toBeNull();
    expect(collector.people.signedIn(createHash('sha256').update(value).digest('hex'), clock)).not.toBeNull();
  });

  it('is renewed once a day while it is used, and is good for nothing 30 days later', async () => {
    const { cookie } = await signIn(collector, 'owner@acme.test');
    clock += DAY / 2;
    expect(cookieOf(await session(cookie))).toBeNull();
    clock += DAY / 2 + 1;
    const renewed = await session(cookie);
    expect(cookieOf(renewed)).toBe(cookie);
    expect(cookieOf(await session(cookie))).toBeNull();
    clock += 30 * DAY - 1;
    expect((await session(cookie)).body.person).not.toBeNull();
    const idle = await signIn(collector, 'owner@acme.test');
    clock += 30 * DAY;
    const { status, body } = await session(idle.cookie);
    expect([status, body.person]).toEqual([200, null]);
    expect((await idle.send('GET', '/api/websites')).status).toBe(401);
    owner = await signIn(collector, 'owner@acme.test');
  });

  it('is not looked at beside an Authorization, good or bad', async () => {
    const { secret } = await collector.key({ scopes: ['events:write'] });
    expect((await owner.send('GET', '/api/websites', { key: secret })).status).toBe(403);
    expect((await owner.send('GET', '/api/websites', { key: 'nonsense' })).status).toBe(401);
    expect((await owner.send('GET', '/api/session', { key: 'nonsense' })).body.person).toBeNull();
    expect((await owner.send('GET', '/api/websites')).status).toBe(200);
  });

  it('is not looked at by the two event endpoints', async () => {
    const website = await collector.website({ id: 'shop' });
    const event = { website_id: website.id, event_name: 'x' };
    expect((await owner.send('POST', '/api/events', { body: event })).status).toBe(401);
    expect((await owner.send('POST', '/api/events/batch', { body: { ...event, events: [event] } })).status).toBe(401);
    const foreign = { Origin: 'https://evil.test' };
    expect((await owner.send('POST', '/api/events', { body: event, headers: foreign })).status).toBe(403);
  });
});

describe('signing in', () => {
  it('refuses a wrong password and an unknown address in the same words, after the same work', async () => {
    const before = derived;
    const wrong = await tryPassword('owner@acme.test', 'not the password', '203.0.113.1');
    const between = derived;
    const unknown = await tryPassword('nobody@acme.test', 'not the password', '203.0.113.1');
    expect([between - before, derived - between]).toEqual([1, 1]);
    expect(wrong.status).toBe(401);
    expect(wrong.body.error).toEqual({ code: 'UNAUTHORIZED', message: 'Wrong e-mail or password' });
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect(cookieOf(wrong)).toBeNull();
  });

  it('is refused after ten wrong passwords from one address, for a right one too, and not from another', async () => {
    const address = '203.0.113.2';
    for (let count = 0; count < 10; count++) {
      expect((await tryPassword(`guess${count}@acme.test`, 'wrong', address)).status).toBe(401);
    }
    const before = derived;
    const refused = await tryPassword('owner@acme.test', PASSWORD, address);
    expect([refused.status, refused.body.error.code, derived]).toEqual([429, 'RATE_LIMITED', before]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await tryPassword('owner@acme.test', PASSWORD, '203.0.113.3')).status).toBe(200);
  });

  it('is refused after thirty wrong passwords for one account, from wherever they come', async () => {
    await join(collector, owner, { email: 'target@acme.test', role: 'viewer' });
    for (let count = 0; count < 30; count++) {
      expect((await tryPassword('target@acme.test', 'wrong', `198.51.100.${count}`)).status).toBe(401);
    }
    expect((await tryPassword('target@acme.test', PASSWORD, '198.51.100.99')).status).toBe(429);
    expect((await tryPassword('owner@acme.test', PASSWORD, '198.51.100.99')).status).toBe(200);
  });

  it('is refused with a password that was right until it was tried', async () => {
    const person = await join(collector, owner, { email: 'moved@acme.test', role: 'viewer' });
    meanwhile = () => collector.people.changePassword(person.id, 'another', 'no session');
    const late = await tryPassword('moved@acme.test', PASSWORD, '203.0.113.7');
    meanwhile = async () => {};
    expect([late.status, cookieOf(late)]).toEqual([401, null]);
  });

  it('counts no password that could not be tried, because too many sign in at once', async () => {
    await join(collector, owner, { email: 'busy@acme.test', role: 'viewer' });
    for (let round = 0; round < 3; round++) {
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      meanwhile = () => held;
      const crowd = Array.from({ length: 28 }, (_, index) =>
        tryPassword('busy@acme.test', PASSWORD, `192.0.2.${round * 28 + index}`),
      );
      const refused = await Promise.race(crowd);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
      letGo();
      await Promise.all(crowd);
    }
    meanwhile = async () => {};
    expect((await tryPassword('busy@acme.test', PASSWORD, '203.0.113.8')).status).toBe(200);
  });

  it('counts only wrong passwords', async () => {
    for (let count = 0; count < 15; count++) {
      expect((await tryPassword('owner@acme.test', PASSWORD, '203.0.113.4')).status).toBe(200);
    }
  });

  it('gives a new cookie each time, and the old one of the same browser ends', async () => {
    const first = await signIn(collector, 'owner@acme.test');
    const second = await fromPage(collector, 'POST', '/api/session', {
      body: { email: 'OWNER@acme.test', password: PASSWORD },
      headers: { Cookie: first.cookie },
    });
    expect(cookieOf(second)).not.toBe(first.cookie);
    expect((await session(first.cookie)).body.person).toBeNull();
  });

  it('is not replayed for an Idempotency-Key, whose answers are written down', async () => {
    const body = { email: 'owner@acme.test', password: PASSWORD };
    const headers = { 'Idempotency-Key': 'same' };
    await fromPage(collector, 'POST', '/api/session', { body, headers });
    const again = await fromPage(collector, 'POST', '/api/session', { body, headers });
    expect(again.headers.get('idempotency-replayed')).toBeNull();
    expect(cookieOf(again)).not.toBeNull();
  });
});

describe('signing out', () => {
  it('ends the session at once and takes the cookie back', async () => {
    const here = await signIn(collector, 'owner@acme.test');
    const answer = await here.send('DELETE', '/api/session');
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(answer.headers.get('set-cookie')).toMatch(/^bizness_session=; path=\/; expires=Thu, 01 Jan 1970/);
    expect((await session(here.cookie)).body.person).toBeNull();
    expect((await here.send('DELETE', '/api/session')).status).toBe(200);
  });
});

describe('changing one’s own account', () => {
  it('needs the present password, and ends every other session', async () => {
    const [here, there] = [await signIn(collector, 'owner@acme.test'), await signIn(collector, 'owner@acme.test')];
    const change = (current_password: string, new_password: string) =>
      here.send('PUT', '/api/session/password', { body: { current_password, new_password } });
    expect((await change('wrong', 'another password')).body.error.details.field).toBe('current_password');
    expect((await change(PASSWORD, 'too short')).body.error.details.field).toBe('new_password');
    expect((await change(PASSWORD, 'x'.repeat(201))).body.error.details.field).toBe('new_password');
    expect((await session(there.cookie)).body.person).not.toBeNull();
    expect((await change(PASSWORD, 'another password')).body).toEqual({ success: true });
    expect((await session(there.cookie)).body.person).toBeNull();
    expect((await session(here.cookie)).body.person).not.toBeNull();
    expect((await tryPassword('owner@acme.test', PASSWORD, '203.0.113.5')).status).toBe(401);
    await here.send('PUT', '/api/session/password', {
      body: { current_password: 'another password', new_password: PASSWORD },
    });
    owner = here;
  });

  it('takes a new name', async () => {
    const { body } = await owner.send('PUT', '/api/session/profile', { body: { name: 'Olivia' } });
    expect(body.person).toMatchObject({ name: 'Olivia', role: 'owner' });
  });

  it('is not for keys', async () => {
    const { secret } = await collector.key();
    const answer = await collector.send('PUT', '/api/session/profile', { key: secret, body: { name: 'x' } });
    expect([answer.status, answer.body.error.details.expected]).toEqual([403, 'a signed-in person']);
  });
});
