import { describe, expect, it } from 'vitest';
import { askFunnel } from '../../support/ask-report.ts';
import { append, conversionEvent, DAY, event, HOUR, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

const BUYING = 'period=7d&step=/pricing&step=signup&step=event:purchase;plan=pro';
const pricing = (over = {}) => event({ page: '/pricing', ...over });
const signup = (over = {}) => event({ name: 'signup', ...over });
const purchase = (over = {}) => event({ name: 'purchase', properties: '{"plan":"pro"}', ...over });

/** Visitors of each step. */
const counts = async (...asked: Parameters<typeof askFunnel>) =>
  (await askFunnel(...asked)).steps.map(({ visitors }) => visitors);

describe('a funnel', () => {
  it('tells who came how far, what share that is, how many were lost, and how long it took', async () => {
    const store = fleetingStore();
    for (const [visitor, minutes] of [
      ['anna', 1],
      ['ben', 2],
      ['carl', 9],
    ] as const) {
      await append(
        store.store,
        pricing({ visitor, time: NOON - HOUR }),
        signup({ visitor, time: NOON - HOUR + minutes * MINUTE }),
      );
    }
    await append(store.store, purchase({ visitor: 'ben', time: NOON }), pricing({ visitor: 'dora' }));
    const { steps, breakdown, window_seconds } = await askFunnel(store, BUYING);
    expect(steps).toEqual([
      {
        step: 1,
        name: '/pricing',
        visitors: 4,
        share_of_first: 100,
        share_of_previous: null,
        drop_off: null,
        median_seconds: null,
      },
      {
        step: 2,
        name: 'signup',
        visitors: 3,
        share_of_first: 75,
        share_of_previous: 75,
        drop_off: 1,
        median_seconds: 120,
      },
      {
        step: 3,
        name: 'event:purchase;plan=pro',
        visitors: 1,
        share_of_first: 25,
        share_of_previous: 33.33,
        drop_off: 2,
        median_seconds: 58 * 60,
      },
    ]);
    expect([breakdown, window_seconds]).toEqual([undefined, 7 * 24 * 3600]);
  });

  it('demands the order: who signs up before seeing the prices has not come through them', async () => {
    const store = fleetingStore();
    await append(store.store, signup({ time: NOON - MINUTE }), pricing());
    expect(await counts(store, BUYING)).toEqual([1, 0, 0]);
  });

  it('orders events of one millisecond by their ids', async () => {
    const store = fleetingStore();
    await append(store.store, pricing({ visitor: 'a', event_id: 'a1' }), signup({ visitor: 'a', event_id: 'a2' }));
    await append(store.store, signup({ visitor: 'b', event_id: 'b2' }), pricing({ visitor: 'b', event_id: 'b1' }));
    await append(store.store, pricing({ visitor: 'c', event_id: 'c2' }), signup({ visitor: 'c', event_id: 'c1' }));
    expect(await counts(store, BUYING)).toEqual([3, 2, 0]);
  });

  it('takes one event for one step only', async () => {
    const store = fleetingStore();
    const twice = 'period=7d&step=/pricing&step=/pricing';
    await append(store.store, pricing({ visitor: 'once' }));
    await append(store.store, pricing({ visitor: 'twice' }), pricing({ visitor: 'twice', time: NOON + 1 }));
    expect(await counts(store, twice)).toEqual([2, 1]);
  });

  it('counts the attempt that comes furthest, whichever it is, and once', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      pricing({ time: NOON - 3 * DAY, source: 'Google' }),
      pricing({ time: NOON - DAY, source: 'newsletter' }),
      signup({ time: NOON - DAY + MINUTE }),
    );
    const { steps, breakdown } = await askFunnel(store, `${BUYING}&window=1d&dimension=source`);
    expect(steps.map(({ visitors }) => visitors)).toEqual([1, 1, 0]);
    expect(breakdown?.map(({ label }) => label)).toEqual(['newsletter']);
  });

  it('ends an attempt with its window, to the millisecond', async () => {
    const store = fleetingStore();
    await append(store.store, pricing({ visitor: 'in' }), signup({ visitor: 'in', time: NOON + 30 * MINUTE }));
    await append(store.store, pricing({ visitor: 'out' }), signup({ visitor: 'out', time: NOON + 30 * MINUTE + 1 }));
    expect(await counts(store, `${BUYING}&window=30m`)).toEqual([2, 1, 0]);
  });

  it('goes on in later sessions, and with a server’s events, unless its scope is a session', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      pricing({ time: NOON - 2 * DAY }),
      signup({ time: NOON - DAY }),
      purchase({ opens_session: false }),
    );
    expect(await counts(store, BUYING)).toEqual([1, 1, 1]);
    expect(await counts(store, `${BUYING}&scope=session`)).toEqual([1, 0, 0]);
  });

  it('is entered within a session: an event outside every one opens no attempt', async () => {
    const store = fleetingStore();
    await append(store.store, purchase({ opens_session: false, time: NOON - HOUR }), signup());
    expect(await counts(store, 'period=7d&step=purchase&step=signup')).toEqual([0, 0]);
  });

  it('keeps by a filter those who entered it so, wherever they go on', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      pricing({ time: NOON - DAY, country: 'FR' }),
      signup({ country: 'DE' }),
      pricing({ visitor: 'v2' }),
    );
    expect(await counts(store, `${BUYING}&filter_country=FR`)).toEqual([1, 1, 0]);
    expect(await counts(store, `${BUYING}&filter_country=DE`)).toEqual([1, 0, 0]);
  });

  it('takes a conversion event by id or name, and what stands in quotes or behind a backslash', async () => {
    const store = fleetingStore();
    const conversionEvents = [conversionEvent()];
    await append(
      store.store,
      event({ page: '/a;b' }),
      signup({ time: NOON + 1, properties: '{"seats":2,"a=b":"x;y","name":"2"}' }),
    );
    const ask = (step: string) =>
      counts(
        store,
        [
          ['step', 'page:/a\\;b'],
          ['step', step],
        ],
        { conversionEvents },
      );
    for (const step of [
      'conversion:cev_1',
      'conversion:Signup',
      'signup;seats=2',
      'signup;a\\=b=x\\;y',
      'signup;name="2"',
    ]) {
      expect(await ask(step), step).toEqual([1, 1]);
    }
    for (const step of ['signup;seats="2"', 'signup;name=2', 'signup;seats=null']) {
      expect(await ask(step), step).toEqual([1, 0]);
    }
  });
});
