/** One request of the load, and what is known of its fate. */
export interface Sent {
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Names of what it carries, each used once: `properties.ref` of events, the `transaction_id` of a payment. */
  refs: string[];
  /** True once a 200 has been read to its end. Without it, it may have been stored or not. */
  acknowledged: boolean;
}

export interface Load {
  /** In the order they were begun. */
  sent: Sent[];
  /** Resolves at the first acknowledgement. */
  begun: Promise<void>;
  /** Resolves when every sender has ended: each does at its first request without a 200. */
  ended: Promise<void>;
}

const BATCH = 20;
/** One sender each: four send single events, three batches, one leaves the ids to us, one reports payments. */
const SENDERS = [single, single, single, single, batch, batch, batch, unnamed, payment];
const MOST_PATIENT_MS = 90_000;

/** Sends without pause, each sender one request after the other, until the collector no longer answers. */
export function beginLoad(url: string, key: string, name: string): Load {
  const sent: Sent[] = [];
  let first: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    first = resolve;
  });
  const run = async (make: (ref: string) => Parts, sender: number) => {
    for (let n = 0; ; n++) {
      const request = complete(make(`${name}-${sender}-${n}`), key);
      sent.push(request);
      if (!(await deliver(url, request))) return;
      first();
    }
  };
  return { sent, begun, ended: Promise.all(SENDERS.map(run)).then(() => {}) };
}

/** Sends one request; true when it was acknowledged. Throws when the collector says that the request itself is wrong. */
export async function deliver(url: string, request: Sent): Promise<boolean> {
  try {
    const { path, headers, body } = request;
    const signal = AbortSignal.timeout(MOST_PATIENT_MS);
    const response = await fetch(url + path, { method: 'POST', headers, body, signal });
    const answer = (await response.json()) as { success: boolean; failed?: number };
    if (response.status < 500 && (response.status !== 200 || answer.failed)) throw new Refused(JSON.stringify(answer));
    request.acknowledged = response.status === 200;
  } catch (error) {
    if (error instanceof Refused) throw error;
  }
  return request.acknowledged;
}

class Refused extends Error {}

interface Parts {
  path: string;
  refs: string[];
  body: object;
  headers?: Record<string, string>;
}

const complete = ({ path, refs, body, headers }: Parts, key: string): Sent => ({
  path,
  refs,
  headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ website_id: 'shop', ...body }),
  acknowledged: false,
});

const event = (ref: string) => ({
  event_name: ref.endsWith('0') ? 'page_view' : 'click',
  // Few visitors, so that sessions are continued and joined by concurrent requests.
  visitor_id: `visitor-${Number.parseInt(ref.slice(-2), 10) || 0}`,
  properties: { ref, page_url: 'https://shop.test/' },
});

function single(ref: string): Parts {
  return { path: '/api/events', refs: [ref], body: { event_id: `evt_${ref}`, ...event(ref) } };
}

function batch(ref: string): Parts {
  const refs = Array.from({ length: BATCH }, (_, i) => `${ref}-${i}`);
  return {
    path: '/api/events/batch',
    refs,
    body: { events: refs.map((ref) => ({ event_id: `evt_${ref}`, ...event(ref) })) },
  };
}

function unnamed(ref: string): Parts {
  return { path: '/api/events', refs: [ref], headers: { 'Idempotency-Key': ref }, body: event(ref) };
}

function payment(ref: string): Parts {
  return { path: '/api/revenue', refs: [ref], body: { amount: 1, transaction_id: ref, visitor_id: 'visitor-1' } };
}
