import { expect, vi } from 'vitest';
import {
  type Answer,
  define,
  openBrowser,
  openLocks,
  openTab,
  type Page,
  pass,
  type Sent,
  setHidden,
  waiting,
} from './page.ts';

const WEEK_MS = 7 * 86_400_000;
const MAX_TABS = 3;

/** What may become of a request. `none` is no answer at all, to a request that may have come through all the same. */
export type Fate =
  | { kind: 'ok'; bad: number[] }
  | { kind: 'bad'; status: number; bad?: number[] | undefined }
  | { kind: 'later'; status: number; asked: number }
  | { kind: 'none'; cameThrough: boolean };

export type Step =
  | { do: 'track' | 'flush'; tab: number; times: number }
  | { do: 'close'; tab: number }
  | { do: 'open' | 'hide' | 'show' | 'online' | 'sleep' }
  | { do: 'pass'; ms: number }
  | { do: 'answer'; fate: Fate };

/** A browser of several tabs and a collector, in which steps are taken. What must never be is looked for at each of them. */
export function createWorld(locks: 'there' | 'denied' | 'missing') {
  const collector = openBrowser();
  if (locks === 'there') openLocks();
  if (locks === 'denied') define(navigator, 'locks', { request: () => Promise.reject(new Error('denied')) });
  // The same numbers in every run, and no two alike.
  let seed = 1;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  });

  /** How many events the queue has noted it gave up, one by one. */
  let givenUp = 0;
  const counting = new Proxy(localStorage, {
    set(storage, key, value) {
      if (key === 'bizness:shop:dropped') givenUp += Math.max(0, value - +(storage[key] ?? 0));
      return Reflect.set(storage, key, value);
    },
  });
  vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(counting);

  const tabs: Page[] = [];
  const made = new Set<string>();
  /** Events the collector has; `refused` are those it will not have, in an answer that was heard. */
  const stored = new Set<string>();
  const refused = new Set<string>();
  /** Events that an answer has settled: none of them may ever be sent again. */
  const settled = new Set<string>();
  const copies = new Set<Sent>();
  let flying: { sent: Sent; answer: (answer: Answer) => void; fail: (error: Error) => void }[] = [];
  /** Until when the collector has to be spared. */
  let quiet = 0;
  let wrong: unknown;

  const idsOf = ({ body }: Sent) => body.events.map(({ event_id }) => event_id);
  const settle = (ids: string[], where: Set<string>) => {
    for (const id of ids) {
      settled.add(id);
      where.add(id);
    }
  };

  /** Looks whether a request may be. What is wrong must not pass for a failing network. */
  function check(sent: Sent): void {
    try {
      const ids = idsOf(sent);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.length).toBeLessThanOrEqual(50);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => settled.has(id))).toEqual([]);
      expect(sent.at).toBeGreaterThanOrEqual(quiet);
    } catch (error) {
      wrong ??= error;
    }
  }

  collector.answer = (sent) => {
    check(sent);
    // Another tab's is waited for, but not for long. What is hidden sends copies beside it.
    if (document.hidden) copies.add(sent);
    else if (flying.some((other) => other.sent.page === sent.page && !copies.has(other.sent)))
      wrong ??= new Error('two requests at a time');
    return new Promise((answer, fail) => flying.push({ sent, answer, fail }));
  };

  function decide(fate: Fate): void {
    const { sent, answer, fail } = flying.shift()!;
    const ids = idsOf(sent);
    if (fate.kind === 'none') {
      if (fate.cameThrough) for (const id of ids) stored.add(id);
      fail(new TypeError('Failed to fetch'));
      return;
    }
    if (fate.kind === 'later') {
      // Longer than an hour nobody is spared.
      quiet = Date.now() + 1000 * Math.min(fate.asked || 2, 3600);
      answer({ status: fate.status, headers: { 'retry-after': `${fate.asked}` }, body: { success: false } });
      return;
    }
    settle(
      ids.filter((_id, index) => fate.bad?.includes(index)),
      refused,
    );
    const errors = fate.bad?.map((index) => ({ index }));
    if (fate.kind === 'ok') {
      settle(
        ids.filter((_id, index) => !fate.bad.includes(index)),
        stored,
      );
      quiet = 0;
      answer({ status: 200, body: { success: true, errors } });
      return;
    }
    quiet = Date.now() + 2000;
    answer({ status: fate.status, body: { success: false, errors } });
  }

  async function open(): Promise<void> {
    const page = await openTab();
    tabs.push(page);
    // The view of this page is made already; what follows passes here.
    for (const key of Object.keys(localStorage)) if (key.includes('evt_')) made.add(key.split(':')[2]!);
    page.bizness.before_send = (event) => {
      made.add(event.event_id);
      return event;
    };
  }

  async function act(step: Step): Promise<void> {
    const tab = 'tab' in step ? tabs[step.tab % tabs.length] : undefined;
    switch (step.do) {
      case 'open':
        if (tabs.length < MAX_TABS) await open();
        break;
      case 'close':
        tab?.close();
        if (tab) tabs.splice(tabs.indexOf(tab), 1);
        flying = flying.filter(({ sent }) => sent.page !== tab);
        break;
      case 'track':
        for (let i = 0; i < step.times; i++) tab?.bizness.track('e');
        break;
      case 'flush':
        for (let i = 0; i < step.times; i++) tab?.bizness.flush();
        break;
      case 'hide':
        setHidden(true);
        break;
      case 'show':
        setHidden(false);
        break;
      case 'online':
        window.dispatchEvent(new Event('online'));
        break;
      case 'sleep':
        // No timer runs while the machine sleeps.
        vi.setSystemTime(Date.now() + WEEK_MS + 60_000);
        break;
      case 'pass':
        await pass(step.ms);
        break;
      case 'answer':
        if (flying[0]) decide(step.fate);
    }
    await pass(0);
    if (wrong) throw wrong;
  }

  return {
    act,
    /** Has all come to an end, in a page that stays and with a collector that is well. */
    async finish(): Promise<void> {
      await act({ do: 'show' });
      if (!tabs[0]) await act({ do: 'open' });
      for (let tries = 0; tries < 200 && (waiting()[0] || flying[0]); tries++) {
        while (flying[0]) await act({ do: 'answer', fate: { kind: 'ok', bad: [] } });
        await act({ do: 'pass', ms: Math.max((quiet - Date.now()) * 1.5, 30_000) });
      }
    },
    /** Events that nobody will ever know of. */
    lost: () => [...made].filter((id) => !stored.has(id) && !refused.has(id)),
    givenUp: () => givenUp,
  };
}
