import { vi } from 'vitest';
import type { Config } from '../../snippet/config.ts';
import type { Bizness, QueuedEvent } from '../../snippet/types.ts';

export interface Sent {
  /** When, in ms. */
  at: number;
  url: string;
  options: RequestInit;
  body: { website_id: string; visitor_id?: string; sent_at: string; events: QueuedEvent[] };
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Undefined for a body that is no JSON. */
  body?: unknown;
}

const good = (): Answer => ({ status: 200, body: { success: true } });
let undo: (() => void)[] = [];

/**
 * A page with a clock that stands still until it is told otherwise, and a collector at the far end of `fetch` and
 * `sendBeacon` that answers as told; an `answer` that throws is a network failure.
 */
export function openBrowser() {
  vi.useFakeTimers({ now: new Date('2026-05-01T11:59:59Z') });
  vi.advanceTimersByTime(1000);
  const collector = {
    requests: [] as Sent[],
    beacons: [] as Sent[],
    answer: (_sent: Sent): Answer | Promise<Answer> => good(),
  };
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    const sent = { at: Date.now(), url, options, body: JSON.parse(options.body as string) };
    collector.requests.push(sent);
    const { status, headers, body } = await collector.answer(sent);
    return {
      status,
      headers: new Headers(headers),
      json: async () => (body === undefined ? JSON.parse('<html>') : body),
    };
  });
  vi.spyOn(navigator, 'sendBeacon').mockImplementation((url, data) => {
    collector.beacons.push({ at: Date.now(), url: `${url}`, options: {}, body: JSON.parse(data as string) });
    return true;
  });
  return collector;
}

/** Loads the script in a page, as a page of its own: what it keeps in memory is shared with no other. */
export async function openPage(config: Partial<Config> = {}): Promise<{ bizness: Bizness; close: () => void }> {
  vi.resetModules();
  const { install } = await import('../../snippet/install.ts');
  const stop = install({ websiteId: 'shop', endpoint: 'https://collector.test/api/events/batch', ...config });
  const close = () => stop?.();
  undo.push(close);
  return { bizness: window.bizness!, close };
}

/** A second tab beside those that are open. */
export function openTab(config?: Partial<Config>) {
  delete window.bizness;
  return openPage(config);
}

/** Puts everything back: pages, storage, clock, address and document. */
export function closeBrowser(): void {
  for (const step of undo) step();
  undo = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  delete window.bizness;
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  localStorage.clear();
  history.replaceState({}, '', '/start?utm_source=news');
  document.title = '';
  document.body.innerHTML = '';
}

/** Hides or shows the page. */
export function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

/** Shows the page anew, from the back/forward cache or not. */
export const showAgain = (persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

/** Lets the clock run, and whatever waits for it. */
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Names of the events of some requests, in order. */
export const names = (sent: Sent[]) => sent.flatMap(({ body }) => body.events.map((event) => event.event_name));

/** Events of some requests as [name, properties], without the page's address. */
export const told = (sent: Sent[]) =>
  sent.flatMap(({ body }) =>
    body.events.map(({ event_name, properties: { page_url, ...properties } }) => [event_name, properties] as const),
  );

/** Storage keys of events that wait. */
export const waiting = () => Object.keys(localStorage).filter((key) => key.includes(':evt_'));
