import { SESSION_COOKIE } from '../../collector/contract/account/people.ts';
import type { Answer, SendOptions, TestCollector } from './start-collector.ts';

export const PASSWORD = 'correct horse battery';
/** What a browser says of a request that a page of ours makes. */
const OWN_PAGE = { 'Sec-Fetch-Site': 'same-origin' };

/** Somebody in a browser at the dashboard. */
export interface Visitor {
  id: string;
  cookie: string;
  send(method: string, path: string, options?: SendOptions): Promise<Answer>;
}

/** The cookie an answer sets, as the browser sends it back; null when it sets none. */
export const cookieOf = ({ headers }: Answer): string | null =>
  headers.get('set-cookie')?.match(new RegExp(`${SESSION_COOKIE}=[^;]*`))?.[0] ?? null;

export const tokenOf = (path: string): string => path.slice(path.indexOf('#') + 1);

/** A request as a page of ours makes it. */
export const fromPage = (collector: TestCollector, method: string, path: string, options: SendOptions = {}) =>
  collector.send(method, path, { ...options, headers: { ...OWN_PAGE, ...options.headers } });

export async function accept(collector: TestCollector, path: string, body: object = {}): Promise<Visitor> {
  const answer = await fromPage(collector, 'POST', '/api/invitations/accept', {
    body: { token: tokenOf(path), password: PASSWORD, ...body },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return visitor(collector, answer);
}

export async function signIn(collector: TestCollector, email: string, password = PASSWORD): Promise<Visitor> {
  const answer = await fromPage(collector, 'POST', '/api/session', { body: { email, password } });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return visitor(collector, answer);
}

function visitor(collector: TestCollector, answer: Answer): Visitor {
  const cookie = cookieOf(answer) ?? '';
  return {
    id: answer.body.person.id,
    cookie,
    send: (method, path, options = {}) =>
      fromPage(collector, method, path, { ...options, headers: { Cookie: cookie, ...options.headers } }),
  };
}

/** The first owner, by the setup link. */
export const setUp = (collector: TestCollector, email = 'owner@acme.test'): Promise<Visitor> =>
  accept(collector, collector.setupPath ?? '', { email, name: 'Olive' });

/** A further person, invited by the owner. */
export async function join(
  collector: TestCollector,
  owner: Visitor,
  invitation: { email: string; role: 'owner' | 'viewer'; websites?: string[] },
): Promise<Visitor> {
  const { body } = await owner.send('POST', '/api/invitations', { body: invitation });
  return accept(collector, body.path);
}
