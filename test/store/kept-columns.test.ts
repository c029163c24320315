import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { append, event, MINUTE } from '../support/made-up.ts';
import { temporaryStore } from '../support/temporary-store.ts';

const MIDNIGHT = Date.parse('2024-01-15T00:00:00Z');
const YESTERDAY = { period: 'yesterday', metrics: 'visitors,session_duration' };

describe('a day that a reader keeps in memory', () => {
  it('is read anew when a visit of it goes on after midnight', async () => {
    const store = temporaryStore();
    await append(store.store, event({ time: MIDNIGHT - MINUTE }));
    expect((await ask(store, YESTERDAY)).metrics.session_duration).toBe(0);
    await append(store.store, event({ time: MIDNIGHT + 2 * MINUTE }));
    expect((await ask(store, YESTERDAY)).metrics.session_duration).toBe(180);
  });

  it('is read anew when a late event before midnight changes where its visit came from', async () => {
    const store = temporaryStore();
    const today = { period: 'today', dimensions: 'source', metrics: 'visitors' };
    await append(store.store, event({ time: MIDNIGHT - MINUTE }), event({ time: MIDNIGHT + MINUTE }));
    expect((await ask(store, today)).breakdown).toEqual([{ source: '(direct)', visitors: 1 }]);
    await append(store.store, event({ time: MIDNIGHT - 2 * MINUTE, source: 'Google' }));
    expect((await ask(store, today)).breakdown).toEqual([{ source: 'Google', visitors: 1 }]);
  });

  it('counts two visitors as one once they are known to be the same user', async () => {
    const store = temporaryStore();
    const [time, properties] = [MIDNIGHT - MINUTE, '{"user_id":"ann"}'];
    await append(store.store, event({ time }), event({ time, visitor: 'v2' }));
    expect((await ask(store, YESTERDAY)).metrics.visitors).toBe(2);
    const later = { name: 'identify', interactive: false, properties, time: MIDNIGHT + 60 * MINUTE };
    await append(store.store, event(later), event({ ...later, visitor: 'v2' }));
    expect((await ask(store, YESTERDAY)).metrics.visitors).toBe(1);
  });
});
