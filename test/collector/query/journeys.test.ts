import { describe, expect, it } from 'vitest';
import { askJourneys } from '../../support/ask-report.ts';
import { append, conversionEvent, event, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

/** A visit of these pages, a minute each. */
const visit = (store: TemporaryStore, visitor: string, ...pages: string[]) =>
  append(store.store, ...pages.map((page, index) => event({ visitor, page, time: NOON + index * MINUTE })));

const paths = async (...asked: Parameters<typeof askJourneys>) =>
  (await askJourneys(...asked)).paths.map(({ path, sessions, share }) => [path.join(' '), sessions, share]);

describe('journeys', () => {
  it('go on from a page as far as asked, or to the exit', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/', '/pricing', '/signup', '/thanks', '/docs');
    await visit(store, 'b', '/pricing', '/signup', '/thanks');
    await visit(store, 'c', '/pricing');
    await visit(store, 'd', '/docs');
    const { sessions, nodes, links } = await askJourneys(store, 'period=today&from=/pricing&steps=2');
    expect(sessions).toBe(3);
    expect(await paths(store, 'period=today&from=/pricing&steps=2')).toEqual([
      ['/pricing /signup /thanks', 2, 66.67],
      ['/pricing (exit)', 1, 33.33],
    ]);
    expect(nodes).toEqual([
      { step: 0, page: '/pricing', sessions: 3 },
      { step: 1, page: '/signup', sessions: 2 },
      { step: 1, page: '(exit)', sessions: 1 },
      { step: 2, page: '/thanks', sessions: 2 },
    ]);
    expect(links).toEqual([
      { step: 0, from: '/pricing', to: '/signup', sessions: 2 },
      { step: 0, from: '/pricing', to: '(exit)', sessions: 1 },
      { step: 1, from: '/signup', to: '/thanks', sessions: 2 },
    ]);
  });

  it('lead to a page from the entry on, its steps counted backwards', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/', '/pricing', '/thanks', '/docs');
    await visit(store, 'b', '/thanks');
    const { nodes } = await askJourneys(store, 'period=today&to=/thanks&steps=3');
    expect(await paths(store, 'period=today&to=/thanks&steps=3')).toEqual([
      ['(entry) / /pricing /thanks', 1, 50],
      ['(entry) /thanks', 1, 50],
    ]);
    expect(nodes.map(({ step, page }) => `${step} ${page}`)).toEqual([
      '-3 (entry)',
      '-2 /',
      '-1 (entry)',
      '-1 /pricing',
      '0 /thanks',
    ]);
  });

  it('take a page that is loaded again for the same, and begin at its first sight', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/a', '/a', '/b', '/a', '/c');
    expect(await paths(store, 'period=today&from=/a')).toEqual([['/a /b /a /c (exit)', 1, 100]]);
  });

  it('begin at the entry when no page is named', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/a', '/b');
    expect(await paths(store, 'period=today&steps=1')).toEqual([['(entry) /a', 1, 100]]);
    expect(await paths(store, 'period=today&to=(exit)&steps=1')).toEqual([['/b (exit)', 1, 100]]);
  });

  it('may begin at any page that fits a pattern', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/', '/blog/one', '/pricing');
    await visit(store, 'b', '/blog/two', '/pricing');
    expect(await paths(store, 'period=today&from=/blog/*&steps=1')).toEqual([
      ['/blog/one /pricing', 1, 50],
      ['/blog/two /pricing', 1, 50],
    ]);
  });

  it('are those of whole sessions in which something that passes the filters happened', async () => {
    const store = fleetingStore();
    await visit(store, 'a', '/', '/pricing');
    await append(store.store, event({ visitor: 'a', name: 'signup', page: '/pricing', time: NOON + 5 * MINUTE }));
    await visit(store, 'b', '/', '/docs');
    const conversionEvents = [conversionEvent()];
    expect(await paths(store, 'period=today&filter_conversion_event=Signup', { conversionEvents })).toEqual([
      ['(entry) / /pricing (exit)', 1, 100],
    ]);
  });
});
