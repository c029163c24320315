import { ApiProblem, type ProblemCode } from './problem.ts';

export type Query = Record<string, string | number | boolean | string[] | null | undefined>;

/** A share link's token; null where the person's own session speaks. */
let bearer: string | null = null;

/** Has every further request speak for a share link. */
export function speakFor(token: string | null): void {
  bearer = token;
}

interface Asked {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** The tag of what is to be written over. */
  tag?: string | null;
}

/** An answer and the tag of what it tells. */
export interface Tagged<T> {
  answer: T;
  tag: string | null;
}

/** Asks the API. Rejects with an `ApiProblem`; one of status 0 is a collector out of reach. */
async function call<T>(method: string, path: string, { query, body, signal, tag }: Asked): Promise<Tagged<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (typeof tag === 'string') headers['If-Match'] = tag;
  if (bearer !== null) headers.Authorization = `Bearer ${bearer}`;
  const init: RequestInit = { method, headers, credentials: bearer === null ? 'same-origin' : 'omit' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  if (signal !== undefined) init.signal = signal;
  const response = await fetch(address(path, query), init).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiProblem(0, 'UNREACHABLE', 'The collector does not answer. Is it running?');
  });
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return { answer: answer as T, tag: response.headers.get('ETag') };
  const problem = (
    answer as {
      error?: { code: ProblemCode; message: string; details?: { field?: string; [name: string]: unknown } };
    } | null
  )?.error;
  throw new ApiProblem(
    response.status,
    problem?.code ?? 'INTERNAL_ERROR',
    problem?.message ?? `The collector answered ${response.status}`,
    problem?.details?.field,
    Number(response.headers.get('Retry-After')) || null,
    problem?.details,
  );
}

/** The address of a question; what is absent, null or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

const answerOf = async <T>(tagged: Promise<Tagged<T>>): Promise<T> => (await tagged).answer;

export const api = {
  get: <T>(path: string, query: Query = {}, signal?: AbortSignal) => answerOf(call<T>('GET', path, { query, signal })),
  post: <T>(path: string, body: unknown = {}) => answerOf(call<T>('POST', path, { body })),
  put: <T>(path: string, body: unknown) => answerOf(call<T>('PUT', path, { body })),
  delete: <T>(path: string, query: Query = {}) => answerOf(call<T>('DELETE', path, { query })),
  /** As `get` and `put`, with the tag that keeps two writers from undoing each other. */
  getTagged: <T>(path: string) => call<T>('GET', path, {}),
  putTagged: <T>(path: string, body: unknown, tag: string | null) => call<T>('PUT', path, { body, tag }),
};
