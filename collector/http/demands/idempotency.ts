import { createHash } from 'node:crypto';
import { IDEMPOTENCY_KEY_MAX } from '../../contract/limits.ts';
import { invalid, Refusal } from '../../contract/problem.ts';
import type { Registry } from '../../store/registry/index.ts';

/** A request that may come twice: same scope and key is the same wish, as long as the fingerprint is the same. */
export interface Repeatable {
  /** Id of the API key, or a browser's origin. */
  scope: string;
  key: string;
  fingerprint: string;
}

/** Understands an `Idempotency-Key`; null without one. Throws a refusal for one that is too long. */
export function repeatable(header: string, scope: string, method: string, url: string, raw: Buffer): Repeatable | null {
  if (header === '') return null;
  if (header.length > IDEMPOTENCY_KEY_MAX) {
    throw invalid('Idempotency-Key', `at most ${IDEMPOTENCY_KEY_MAX} characters`);
  }
  const fingerprint = createHash('sha256').update(`${method}\n${url}\n`).update(raw).digest('hex');
  return { scope, key: header, fingerprint };
}

/** Seeds the ids of what a request makes: a retry after a crash makes the same ones, and so changes nothing. */
export function idSeedOf({ scope, key, fingerprint }: Repeatable): string {
  return createHash('sha256').update(`${scope}\n${key}\n${fingerprint}`).digest('hex');
}

export type AnswerOnce = (
  request: Repeatable,
  answer: () => Promise<string>,
) => Promise<{ body: string; replayed: boolean }>;

/**
 * Answers a repeated request with its first answer, for 24 hours. Of two that come at once the second waits for the first.
 * Only successes are remembered. Throws a refusal (409) when the key was used for something else.
 */
export function createAnswerOnce(registry: Registry, now: () => number): AnswerOnce {
  const running = new Map<string, Promise<string>>();

  async function answerAndRemember(request: Repeatable, answer: () => Promise<string>): Promise<string> {
    const body = await answer();
    const { scope, key, fingerprint } = request;
    await registry.rememberAnswer(scope, key, { fingerprint, status: 200, body }, now());
    return body;
  }

  return async (request, answer) => {
    const slot = `${request.scope}\n${request.key}`;
    for (let twin = running.get(slot); twin !== undefined; twin = running.get(slot)) await twin.catch(() => {});
    const remembered = registry.rememberedAnswer(request.scope, request.key, now());
    if (remembered !== null) {
      if (remembered.fingerprint !== request.fingerprint) throw reused();
      return { body: remembered.body, replayed: true };
    }
    const work = answerAndRemember(request, answer);
    running.set(slot, work);
    try {
      return { body: await work, replayed: false };
    } finally {
      running.delete(slot);
    }
  };
}

function reused(): Refusal {
  return new Refusal({
    code: 'CONFLICT',
    message: 'This Idempotency-Key was used for a different request',
    details: { field: 'Idempotency-Key', expected: 'a new key for a new request' },
  });
}
