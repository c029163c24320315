import type { WebsiteAnswer } from '../../collector/contract/account/website.ts';
import type { BatchAnswer } from '../../collector/contract/event.ts';

/** A running collector, asked with patience. */
export interface Api {
  website(id: string): Promise<WebsiteAnswer | null>;
  createWebsite(body: object): Promise<WebsiteAnswer>;
  defineConversion(websiteId: string, body: object): Promise<void>;
  sendBatch(body: object): Promise<{ failed: number; dropped: number }>;
  sendPayment(body: object): Promise<void>;
}

export interface ApiOptions {
  url: string;
  key: string;
  /** Waits so many ms; tests need not. */
  wait(ms: number): Promise<unknown>;
  /** Told when the collector makes us wait. */
  warn(message: string): void;
}

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const TIMEOUT_MS = 30_000;

/**
 * Talks to a collector. What failed on the way, or by a collector that is full or starting, is sent again: ids make
 * repeats harmless. Rejects with the collector's own words for anything else.
 */
export function createApi({ url, key, wait, warn }: ApiOptions): Api {
  async function ask(method: string, path: string, body?: object): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(new URL(path, url), {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => String((error as Error).cause ?? error));
      const failed = typeof answer === 'string' || answer.status >= 500 || answer.status === 429;
      if (!failed) return answer;
      // Being told when to come back is no failure, however often it is.
      const limited = typeof answer !== 'string' && answer.status === 429;
      if (limited) attempt -= 1;
      if (attempt >= ATTEMPTS) {
        throw new Error(
          `${url} cannot be reached: ${typeof answer === 'string' ? answer : `it answers ${answer.status}`}`,
        );
      }
      const asked = typeof answer === 'string' ? 0 : Number(answer.headers.get('retry-after') ?? 0) * 1000;
      if (limited)
        warn(
          `The key's hourly allowance is used up; going on in ${asked / 1000} s. A key made with a higher --rate-limit and --batch-rate-limit would not wait`,
        );
      if (typeof answer !== 'string') await answer.body?.cancel();
      await wait(asked || Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
    }
  }

  /** The body of a success; anything else is the caller's mistake, in the collector's words. */
  async function expectOk<T>(response: Response): Promise<T> {
    const answer = (await response.json()) as T & { error?: { message: string } };
    if (response.ok) return answer;
    throw new Error(`${url} answers ${response.status}: ${answer.error?.message ?? 'without a reason'}`);
  }

  return {
    async website(id) {
      const response = await ask('GET', `/api/websites/${encodeURIComponent(id)}`);
      if (response.status === 404) return null;
      return (await expectOk<{ website: WebsiteAnswer }>(response)).website;
    },
    createWebsite: async (body) =>
      (await expectOk<{ website: WebsiteAnswer }>(await ask('POST', '/api/websites', body))).website,
    async defineConversion(websiteId, body) {
      const response = await ask('POST', `/api/websites/${encodeURIComponent(websiteId)}/conversion-events`, body);
      if (response.status !== 409) await expectOk(response);
    },
    async sendBatch(body) {
      const answer = await expectOk<BatchAnswer>(await ask('POST', '/api/events/batch', body));
      return { failed: answer.failed, dropped: answer.dropped?.length ?? 0 };
    },
    async sendPayment(body) {
      await expectOk(await ask('POST', '/api/revenue', body));
    },
  };
}
