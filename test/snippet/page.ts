import { vi } from 'vitest';
import type { OptionName } from '../../snippet/options.ts';
import type { Bizness, QueuedEvent } from '../../snippet/types.ts';

export interface Page {
  bizness: Bizness;
  /** Ends the page: nothing of it acts any more, no answer reaches it, and its locks are free. */
  close(): void;
}

/** An event on the wire, where a time is a text. */
export type SentEvent = Omit<QueuedEvent, 'timestamp'> & { timestamp: string };

export interface Sent {
  /** When, in ms. */
  at: number;
  /** The page that sent it. */
  page: Page;
  url: string;
  options: RequestInit;
  body: { website_id: string; sent_at: string; dropped_events: number; events: SentEvent[] };
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Undefined for a body that is no JSON. */
  body?: unknown;
}

export const ok: Answer = { status: 200, body: { success: true, processed: 1, failed: 0, event_ids: [] } };
export const unavailable: Answer = { status: 503, body: { success: false } };
export const unreachable = (): never => {
  throw new TypeError('Failed to fetch');
};

let undo: (() => void)[] = [];
/** Whether the page is just being hidden. */
let hiding = false;
const open = new Set<Page>();
/** The page whose code runs: the last that has read an option of its tag. */
let running: Page;

/**
 * A page with a clock that stands still until it is told otherwise, and a collector at the far end of `fetch` and
 * `sendBeacon` that answers as told; an `answer` that throws is a network failure. What a page sends in the moment in
 * which it is hidden is among the `copies`, by whichever way, anything else among the `requests`.
 */
export function openBrowser() {
  vi.useFakeTimers({ now: new Date('2026-05-01T11:59:59Z') });
  vi.advanceTimersByTime(1000);
  const collector = {
    requests: [] as Sent[],
    copies: [] as Sent[],
    answer: (_sent: Sent): Answer | Promise<Answer> => ok,
  };
  const received = (url: string, options: RequestInit): Sent => ({
    at: Date.now(),
    page: running,
    url,
    options,
    body: JSON.parse(options.body as string),
  });
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    // As browsers do, it reads the options it knows.
    const { method, body, keepalive } = options;
    const sent = received(url, { method: method!, body: body!, keepalive: keepalive! });
    (hiding ? collector.copies : collector.requests).push(sent);
    try {
      const { status, headers, body } = await collector.answer(sent);
      return {
        status,
        headers: new Headers(headers),
        json: async () => (body === undefined ? JSON.parse('<html>') : body),
      };
    } finally {
      if (!open.has(sent.page)) await new Promise(() => {});
    }
  });
  vi.spyOn(navigator, 'sendBeacon').mockImplementation((url, body) => {
    collector.copies.push(received(`${url}`, { body: body as string }));
    return true;
  });
  // To browsers it is no failure to delete what is not there; to the simulated one it is. Browsers tell the other tabs.
  const forgiving = new Proxy(localStorage, {
    deleteProperty(storage, name) {
      Reflect.deleteProperty(storage, name);
      window.dispatchEvent(Object.assign(new Event('storage'), { key: name }));
      return true;
    },
  });
  vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(forgiving);
  setFocus(true);
  return collector;
}

/** Gives the browser locks, as far as `ifAvailable` needs them; returns the pages that hold one, by its name. */
export function openLocks(): Map<string, Page> {
  const held = new Map<string, Page>();
  define(navigator, 'locks', {
    async request(name: string, _options: unknown, act: (lock: unknown) => unknown) {
      const page = running;
      const holder = held.get(name);
      if (holder && open.has(holder)) return act(null);
      held.set(name, page);
      try {
        return await act({ name });
      } finally {
        if (held.get(name) === page) held.delete(name);
      }
    },
  });
  return held;
}

/** Loads the script in a page, as a page of its own: what it keeps in memory is shared with no other. */
export async function openPage(options: Partial<Record<OptionName, string>> = {}): Promise<Page> {
  vi.resetModules();
  const { endWith } = await import('../../snippet/browser/listen.ts');
  const { install } = await import('../../snippet/install.ts');
  const all = { 'website-id': 'shop', endpoint: 'https://collector.test/api/events/batch', ...options };
  const ended = new AbortController();
  const page: Page = {
    bizness: undefined!,
    close() {
      ended.abort();
      open.delete(page);
      if (window.bizness !== page.bizness) return;
      delete window.bizness;
      for (const { bizness } of open) window.bizness = bizness;
    },
  };
  open.add(page);
  endWith(ended.signal);
  install((name) => {
    if (!open.has(page)) throw new Error('the page is closed');
    running = page;
    return all[name];
  });
  page.bizness = window.bizness!;
  return page;
}

/** A second tab beside those that are open. */
export function openTab(options?: Partial<Record<OptionName, string>>): Promise<Page> {
  delete window.bizness;
  return openPage(options);
}

/** Pastes the lines for calls that come before the script. */
export async function pasteStub(): Promise<Bizness> {
  vi.resetModules();
  await import('../../snippet/stub.ts');
  return window.bizness!;
}

/** Puts everything back: pages, storage, clock, address and document. */
export function closeBrowser(): void {
  for (const page of open) page.close();
  for (const step of undo) step();
  undo = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  delete window.bizness;
  localStorage.clear();
  for (const method of ['pushState', 'replaceState']) Reflect.deleteProperty(history, method);
  history.replaceState({}, '', '/start?utm_source=news');
  document.title = '';
  document.body.innerHTML = '';
}

/** Gives a part of the browser a property it lacks, or lacks here, until the browser is closed. */
export function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true });
  undo.push(() => Reflect.deleteProperty(target, name));
}

/** Hides or shows the page. */
export function setHidden(hidden: boolean): void {
  define(document, 'hidden', hidden);
  hiding = hidden;
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  hiding = false;
}

/** Gives the page the focus, or takes it away. */
export function setFocus(focused: boolean): void {
  define(document, 'hasFocus', () => focused);
  window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
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
export const waiting = () => Object.keys(localStorage).filter((key) => key.startsWith('bizness:shop:evt_'));
