import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitationAnswer, peopleAnswer, personAnswer } from '../../../../../collector/contract/account/people.ts';
import { needsCaller } from '../../../../../collector/contract/endpoint.ts';
import { ENDPOINTS, type NamedEndpoint as Endpoint } from '../../../../../collector/contract/endpoints/index.ts';
import { accept, fromPage, join, PASSWORD, setUp, signIn, tokenOf, type Visitor } from '../../../../support/people.ts';
import { beginSlowly } from '../../../../support/slow-request.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const DAY = 86_400_000;
let collector: TestCollector;
let clock = Date.parse('2026-03-01T12:00:00Z');
let owner: Visitor;
let viewer: Visitor;
let bound: Visitor;
let boundOwner: Visitor;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => clock });
  await collector.website({ id: 'mine' });
  await collector.website({ id: 'theirs', domain: 'theirs.test' });
  owner = await setUp(collector);
  viewer = await join(collector, owner, { email: 'viewer@acme.test', role: 'viewer' });
  bound = await join(collector, owner, { email: 'bound@acme.test', role: 'viewer', websites: ['mine'] });
  boundOwner = await join(collector, owner, { email: 'part@acme.test', role: 'owner', websites: ['mine'] });
});
afterAll(() => collector.stop());

const call = (caller: Visitor, endpoint: Endpoint) => {
  const path = endpoint.path.replace('{website_id}', 'mine').replace(/\{\w+\}/g, 'x');
  return caller.send(endpoint.method, path, endpoint.body === undefined ? {} : { body: {} });
};
const guarded = ENDPOINTS.filter((endpoint) => needsCaller(endpoint) && endpoint.browsers !== true);
const named = (endpoints: Endpoint[]) =>
  endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);
const isForOwners = ({ scope, owner: owners }: Endpoint) =>
  owners === true || scope?.endsWith(':write') === true || scope === 'export:read';

describe.each(named(guarded.filter(isForOwners)))('%s', (_, endpoint) => {
  it('is refused to a viewer, who is told what is lacking', async () => {
    const { status, body } = await call(viewer, endpoint);
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
    expect(body.error.details.expected).toBe(endpoint.scope ?? 'owner');
  });

  it('is not refused to an owner for lack of anything', async () => {
    if (endpoint.operation === 'deleteWebsite') return;
    expect((await call(owner, endpoint)).status).not.toBe(403);
  });
});

describe('a viewer', () => {
  it('may change nothing but the own account', () => {
    const writes = guarded.filter((endpoint) => endpoint.method !== 'GET' && !isForOwners(endpoint));
    const harmless = writes.filter(({ operation }) => !operation.startsWith('preview'));
    expect(harmless.map(({ operation }) => operation)).toEqual(['changePassword', 'changeProfile']);
  });

  it('reads reports, websites and conversion events', async () => {
    for (const path of ['/api/analytics?website_id=theirs', '/api/websites', '/api/websites/mine/conversion-events']) {
      expect((await viewer.send('GET', path)).status, path).toBe(200);
    }
  });

  it('has 20,000 requests an hour, told like those of a key', async () => {
    const { headers } = await viewer.send('GET', '/api/websites');
    expect(headers.get('x-ratelimit-limit')).toBe('20000');
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(20_000);
  });
});

describe('a person bound to websites', () => {
  it('lists only those, and finds no other', async () => {
    const { body } = await bound.send('GET', '/api/websites');
    expect(body.websites.map(({ id }: { id: string }) => id)).toEqual(['mine']);
    expect((await bound.send('GET', '/api/analytics?website_id=theirs')).status).toBe(404);
    expect((await bound.send('GET', '/api/analytics')).status).toBe(200);
  });

  it('owns them, but neither the account nor its people', async () => {
    expect((await boundOwner.send('PUT', '/api/websites/mine', { body: { name: 'Mine' } })).status).toBe(200);
    expect((await boundOwner.send('PUT', '/api/websites/theirs', { body: { name: 'Mine' } })).status).toBe(404);
    const created = await boundOwner.send('POST', '/api/websites', { body: { domain: 'new.test' } });
    expect([created.status, created.body.error.details.expected]).toEqual([403, 'account-wide person']);
    expect((await boundOwner.send('GET', '/api/people')).status).toBe(403);
  });
});

describe('a key', () => {
  it('of every scope manages no people', async () => {
    const { secret } = await collector.key({ scopes: ['keys:write', 'websites:write'] });
    const { status, body } = await collector.send('GET', '/api/people', { key: secret });
    expect([status, body.error.details.expected]).toEqual([403, 'a signed-in person']);
  });
});

describe('an invitation', () => {
  const invite = (body: object) => owner.send('POST', '/api/invitations', { body });

  it('is a link that works once and says whom it is for', async () => {
    const { body } = await invite({ email: 'Ann@acme.test', role: 'viewer', websites: ['mine'] });
    expect(invitationAnswer.safeParse(body).error).toBeUndefined();
    expect(body.path).toMatch(/^\/join#[\w-]{43}$/);
    const inspected = await collector.send('POST', '/api/invitations/inspect', { body: { token: tokenOf(body.path) } });
    expect(inspected.body.invitation).toEqual({ purpose: 'invite', email: 'ann@acme.test', role: 'viewer' });
    const open = (await owner.send('GET', '/api/people')).body;
    expect(peopleAnswer.safeParse(open).error).toBeUndefined();
    expect(open.invitations).toMatchObject([{ email: 'ann@acme.test', purpose: 'invite', websites: ['mine'] }]);
    expect(JSON.stringify(open)).not.toContain(tokenOf(body.path));

    const ann = await accept(collector, body.path);
    expect((await ann.send('GET', '/api/session')).body.person).toMatchObject({ name: 'ann', websites: ['mine'] });
    expect((await owner.send('GET', '/api/people')).body.invitations).toEqual([]);
    await expect(accept(collector, body.path)).rejects.toThrow(/token/);
  });

  it('is not for another address than it was made for', async () => {
    const { body } = await invite({ email: 'ben@acme.test', role: 'viewer' });
    await expect(accept(collector, body.path, { email: 'eve@acme.test' })).rejects.toThrow(/email/);
    await accept(collector, body.path, { email: 'BEN@acme.test' });
  });

  it('ends after seven days, when it is cancelled, and when a newer one is made', async () => {
    const make = async () => (await invite({ email: 'cleo@acme.test', role: 'viewer' })).body;
    const [first, second] = [await make(), await make()];
    await expect(accept(collector, first.path)).rejects.toThrow(/token/);
    const cancelled = await owner.send('DELETE', `/api/invitations/${second.invitation.id}`);
    expect([cancelled.status, cancelled.body.invitation.id]).toEqual([200, second.invitation.id]);
    expect((await owner.send('DELETE', `/api/invitations/${second.invitation.id}`)).status).toBe(404);
    await expect(accept(collector, second.path)).rejects.toThrow(/token/);
    const third = await make();
    clock += 7 * DAY;
    await expect(accept(collector, third.path)).rejects.toThrow(/token/);
  });

  it('of two who use it at once lets one in', async () => {
    const { path } = (await invite({ email: 'dora@acme.test', role: 'viewer' })).body;
    const outcomes = await Promise.allSettled([accept(collector, path), accept(collector, path)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    [{ role: 'viewer' }, 'email'],
    [{ email: 'nonsense', role: 'viewer' }, 'email'],
    [{ email: 'new@acme.test' }, 'role'],
    [{ email: 'new@acme.test', role: 'boss' }, 'role'],
    [{ email: 'new@acme.test', role: 'viewer', websites: ['mine', 'nobody'] }, 'websites[1]'],
    [{ email: 'new@acme.test', role: 'viewer', websites: [] }, 'websites'],
    [{ email: 'new@acme.test', purpose: 'reset' }, 'email'],
    [{ email: 'new@acme.test', role: 'viewer', sites: [] }, 'sites'],
  ])('asked for with %j names the field %s', async (body, field) => {
    const answer = await invite(body);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });

  it('to somebody who has an account is a conflict', async () => {
    expect((await invite({ email: 'viewer@acme.test', role: 'owner' })).status).toBe(409);
  });
});

describe('a reset', () => {
  it('sets a new password, ends every session, and lasts a day', async () => {
    const before = await signIn(collector, 'viewer@acme.test');
    const reset = async () =>
      (await owner.send('POST', '/api/invitations', { body: { email: 'viewer@acme.test', purpose: 'reset' } })).body;
    const late = await reset();
    clock += DAY;
    await expect(accept(collector, late.path)).rejects.toThrow(/token/);
    const { path } = await reset();
    const after = await accept(collector, path, { password: 'a password anew' });
    expect(after.id).toBe(viewer.id);
    expect((await before.send('GET', '/api/session')).body.person).toBeNull();
    await expect(signIn(collector, 'viewer@acme.test')).rejects.toThrow(/Wrong/);
    viewer = await signIn(collector, 'viewer@acme.test', 'a password anew');
    expect((await viewer.send('GET', '/api/session')).body.person).toMatchObject({ role: 'viewer' });
  });

  it('dies when the password is changed meanwhile', async () => {
    const { body } = await owner.send('POST', '/api/invitations', {
      body: { email: 'viewer@acme.test', purpose: 'reset' },
    });
    const change = { current_password: 'a password anew', new_password: PASSWORD };
    expect((await viewer.send('PUT', '/api/session/password', { body: change })).status).toBe(200);
    await expect(accept(collector, body.path)).rejects.toThrow(/token/);
  });
});

describe('changing people', () => {
  it('takes effect at once, in sessions that are open', async () => {
    const person = await join(collector, owner, { email: 'fay@acme.test', role: 'viewer' });
    expect((await person.send('PUT', '/api/websites/mine', { body: { name: 'x' } })).status).toBe(403);
    const changed = await owner.send('PUT', `/api/people/${person.id}`, {
      body: { role: 'owner', websites: ['mine'] },
    });
    expect(personAnswer.safeParse(changed.body).error).toBeUndefined();
    expect(changed.body.person).toMatchObject({ role: 'owner', websites: ['mine'], name: 'fay' });
    expect((await person.send('PUT', '/api/websites/mine', { body: { name: 'x' } })).status).toBe(200);
    expect((await person.send('GET', '/api/analytics?website_id=theirs')).status).toBe(404);
    const removed = await owner.send('DELETE', `/api/people/${person.id}`);
    expect([removed.status, removed.body.person.email]).toEqual([200, 'fay@acme.test']);
    expect((await person.send('GET', '/api/websites')).status).toBe(401);
    expect((await owner.send('DELETE', `/api/people/${person.id}`)).status).toBe(404);
    expect((await owner.send('PUT', `/api/people/${person.id}`, { body: {} })).status).toBe(404);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['removed', (id) => owner.send('DELETE', `/api/people/${id}`)],
    ['a viewer', (id) => owner.send('PUT', `/api/people/${id}`, { body: { role: 'viewer' } })],
    ['bound to websites', (id) => owner.send('PUT', `/api/people/${id}`, { body: { websites: ['mine'] } })],
  ])('ends the links that somebody has made who is now %s, and no others', async (what, change) => {
    const address = (name: string) => `${name}-${what.replaceAll(' ', '-')}@acme.test`;
    const second = await join(collector, owner, { email: address('jo'), role: 'owner' });
    const invite = async (inviter: Visitor, name: string) =>
      (await inviter.send('POST', '/api/invitations', { body: { email: address(name), role: 'viewer' } })).body.path;
    const theirs = await invite(second, 'accomplice');
    const ours = await invite(owner, 'friend');
    const { body: reset } = await second.send('POST', '/api/invitations', {
      body: { email: 'viewer@acme.test', purpose: 'reset' },
    });
    // A new name takes nothing from them.
    await second.send('PUT', '/api/session/profile', { body: { name: 'Jo' } });
    const open = async () => (await owner.send('GET', '/api/people')).body.invitations.length;
    const before = await open();
    await change(second.id);
    expect(await open()).toBe(before - 2);
    for (const path of [theirs, reset.path]) await expect(accept(collector, path)).rejects.toThrow(/token/);
    await accept(collector, ours);
  });

  it('is not undone by a request of theirs that was under way', async () => {
    const person = await join(collector, owner, { email: 'hal@acme.test', role: 'owner' });
    const headers = { Cookie: person.cookie, 'Sec-Fetch-Site': 'same-origin' };
    const begin = (method: string, path: string, body: object) =>
      beginSlowly(collector.url, method, path, { headers, body });
    const rename = await begin('PUT', '/api/session/profile', { name: 'Hal' });
    const invite = await begin('POST', '/api/invitations', { email: 'accomplice@acme.test', role: 'owner' });
    await owner.send('PUT', `/api/people/${person.id}`, { body: { role: 'viewer', websites: ['mine'] } });
    expect([await rename.finish(), await invite.finish()]).toEqual([200, 403]);
    expect((await person.send('GET', '/api/session')).body.person).toMatchObject({
      name: 'Hal',
      role: 'viewer',
      websites: ['mine'],
    });
    const last = await begin('PUT', '/api/session/profile', { name: 'Hal' });
    await owner.send('DELETE', `/api/people/${person.id}`);
    expect(await last.finish()).toBe(401);
  });

  it('is merged with what another has changed at the same moment', async () => {
    const { id } = await join(collector, owner, { email: 'ida@acme.test', role: 'owner' });
    const merges = [{ role: 'viewer' as const }, { name: 'Ida' }, { websites: ['mine'] }];
    await Promise.all(merges.map((merge) => collector.people.changePerson(id, merge)));
    expect(collector.people.personById(id)).toMatchObject({ name: 'Ida', role: 'viewer', websites: ['mine'] });
  });

  it('never leaves the account without an owner', async () => {
    const demotions = [
      owner.send('PUT', `/api/people/${owner.id}`, { body: { role: 'viewer' } }),
      owner.send('PUT', `/api/people/${owner.id}`, { body: { websites: ['mine'] } }),
      owner.send('DELETE', `/api/people/${owner.id}`),
    ];
    for (const { status, body } of await Promise.all(demotions)) {
      expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
    }
    expect((await owner.send('PUT', `/api/people/${owner.id}`, { body: { name: 'Olga' } })).status).toBe(200);
  });

  it('lets one of two owners who remove each other stay', async () => {
    const second = await join(collector, owner, { email: 'second@acme.test', role: 'owner' });
    const statuses = await Promise.all([
      owner.send('DELETE', `/api/people/${second.id}`),
      second.send('DELETE', `/api/people/${owner.id}`),
    ]);
    expect(statuses.filter(({ status }) => status === 200)).toHaveLength(1);
    const people = collector.people.people().filter(({ role, websites }) => role === 'owner' && websites === null);
    expect(people).toHaveLength(1);
    owner = await signIn(collector, people[0]?.email ?? '');
  });

  it('tells the owner when each was last here', async () => {
    await viewer.send('GET', '/api/websites');
    await collector.restart();
    const { body } = await owner.send('GET', '/api/people');
    const seen = body.people.find(({ email }: { email: string }) => email === 'viewer@acme.test');
    expect(Date.parse(seen.last_seen_at)).toBe(clock);
  });
});

describe('a password that is too short, or too long for anybody', () => {
  it.each(['123456789', 'x'.repeat(201)])('is refused when a link is used: %#', async (password) => {
    const { body } = await owner.send('POST', '/api/invitations', { body: { email: 'gil@acme.test', role: 'viewer' } });
    const answer = await fromPage(collector, 'POST', '/api/invitations/accept', {
      body: { token: tokenOf(body.path), password },
    });
    expect([answer.status, answer.body.error.details.field]).toEqual([400, 'password']);
  });
});
