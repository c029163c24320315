import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BatchEvent } from '../../../collector/contract/event.ts';
import type { Delivery } from '../../../collector/ingest/ingest.ts';
import { forEvery } from '../../support/property.ts';
import { browser, deliver, delivery, server, website, writeHouse } from './deliver.ts';

const who = async (event: Partial<BatchEvent>, rest: Partial<Delivery> = {}) => {
  const { row } = await deliver(event, rest);
  return row === undefined ? undefined : { id: row.visitor, previous: row.previous_visitor, session: row.session_id };
};
const ms = (time: string) => Date.parse(time);
/** Salts that are gone for good, as in the registry, when their day is no longer in use. */
function erasingSalts() {
  const salts = new Map<string, Buffer>();
  return (day: string, firstInUse: string): Buffer => {
    for (const old of salts.keys()) if (old < firstInUse) salts.delete(old);
    const salt = salts.get(day) ?? randomBytes(32);
    salts.set(day, salt);
    return salt;
  };
}
const cookieless = website({ visitor_mode: 'cookieless' });

describe('the visitor', () => {
  it('is the one that the browser names', async () => {
    expect(await who({ visitor_id: 'v', session_id: 's' })).toEqual({ id: 'v', previous: null, session: 's' });
  });

  it('is a daily id for a browser that names none', async () => {
    const first = await who({});
    expect(first?.id).toMatch(/^vis_[\w-]{22}$/);
    expect(await who({})).toEqual(first);
  });

  it.each([
    ['address', browser({ address: '8.8.4.4' })],
    ['user agent', browser({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0' })],
  ])('is another one for another %s', async (_what, sender) => {
    expect((await who({}, { sender }))?.id).not.toBe((await who({}))?.id);
  });

  it('is another one on another website', async () => {
    expect((await who({}, { website: website({}, { id: 'other' }) }))?.id).not.toBe((await who({}))?.id);
  });

  it('is another one on the next day, which knows the one before', async () => {
    const today = await who({}, { received: ms('2026-03-10T23:59:59Z') });
    const tomorrow = await who({}, { received: ms('2026-03-11T00:00:01Z') });
    expect(tomorrow?.id).not.toBe(today?.id);
    expect(tomorrow?.previous).toBe(today?.id);
  });

  describe('where the website is elsewhere', () => {
    const losAngeles = website({}, { timezone: 'America/Los_Angeles' });
    const at = (received: string, event: Partial<BatchEvent> = {}) =>
      who(event, { website: losAngeles, received: ms(received) });

    it('is one on one day of the website, whatever the day in UTC', async () => {
      const morning = await at('2026-03-10T17:00:00Z');
      expect((await at('2026-03-11T01:00:00Z'))?.id).toBe(morning?.id);
    });

    it('is another one after its midnight, which knows the one before', async () => {
      const before = await at('2026-03-11T06:59:59Z');
      const after = await at('2026-03-11T07:00:01Z');
      expect(after?.id).not.toBe(before?.id);
      expect(after?.previous).toBe(before?.id);
      const late = await at('2026-03-11T07:10:00Z', { timestamp: '2026-03-11T06:50:00Z' });
      expect(late?.id).toBe(before?.id);
    });

    it('is one for each day of any zone, through every change of its clocks', async () => {
      const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
      const time = fc.integer({ min: ms('2025-01-01T00:00:00Z'), max: ms('2027-01-01T00:00:00Z') });
      const gap = fc.integer({ min: 0, max: 26 * 3_600_000 });
      await forEvery(200, [zones, time, gap], async (timezone, first, later) => {
        const here = website({}, { timezone });
        const dayOf = (received: number) => new Date(received).toLocaleDateString('sv-SE', { timeZone: timezone });
        const [one, other] = [
          await who({}, { website: here, received: first }),
          await who({}, { website: here, received: first + later }),
        ];
        expect(one?.id === other?.id).toBe(dayOf(first) === dayOf(first + later));
      });
    });

    it.each(['Pacific/Kiritimati', 'UTC', 'America/Los_Angeles', 'Pacific/Pago_Pago', 'Etc/GMT+12'])(
      'is known across midnight beside websites of every other zone: %s',
      async (timezone) => {
        const { ingest, appended } = writeHouse('stored', erasingSalts());
        const send = async (zone: string, received: number) => {
          await ingest(delivery([{ event_name: 'page_view' }], { website: website({}, { timezone: zone }), received }));
          return appended.at(-1)?.events[0];
        };
        const hours = Array.from({ length: 72 }, (_, hour) => ms('2026-03-09T00:00:00Z') + hour * 3_600_000);
        let before: string | null = null;
        for (const hour of hours) {
          for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'UTC']) await send(zone, hour);
          const row = await send(timezone, hour);
          if (before !== null && row?.visitor !== before) expect(row?.previous_visitor).toBe(before);
          before = row?.visitor ?? null;
        }
      },
    );
  });

  it('is that of the event’s own day when it arrives after midnight', async () => {
    const received = ms('2026-03-11T00:10:00Z');
    const late = await who({ timestamp: '2026-03-10T23:50:00Z' }, { received });
    expect(late?.id).toBe((await who({}, { received: ms('2026-03-10T23:50:00Z') }))?.id);
    expect(late?.previous).toBeNull();
  });

  it('is apart from every other day’s when the salt of its day is gone', async () => {
    const old = await who({ timestamp: '2026-03-06T10:00:00Z' });
    expect([old?.id === (await who({}))?.id, old?.previous]).toEqual([false, null]);
  });

  it('is daily whatever the browser brings, in cookieless mode', async () => {
    const daily = await who({}, { website: cookieless });
    expect(await who({ visitor_id: 'v', session_id: 's' }, { website: cookieless })).toEqual(daily);
    expect(daily?.session).toBeNull();
  });

  it('is daily for a browser that asks for privacy, unless the website ignores that', async () => {
    const sender = browser({ gpc: true });
    expect((await who({ visitor_id: 'v' }, { sender }))?.id).toMatch(/^vis_/);
    expect((await who({ visitor_id: 'v' }, { sender, website: website({ gpc: 'ignore' }) }))?.id).toBe('v');
  });

  it('is what a server says, even in cookieless mode', async () => {
    expect((await who({ visitor_id: 'v' }, { sender: server(), website: cookieless }))?.id).toBe('v');
  });

  it('is nobody when a server names none and speaks for none', async () => {
    expect(await who({}, { sender: server() })).toEqual({ id: null, previous: null, session: null });
    expect((await who({ context: { locale: 'de' } }, { sender: server() }))?.id).toBeNull();
  });

  it('is the browser’s own daily id when a server speaks for it', async () => {
    const { address: ip, userAgent: user_agent } = browser();
    const context = { ip: ip as string, user_agent: user_agent as string };
    expect(await who({ context }, { sender: server() })).toEqual(await who({}));
  });

  it('believes no context of a browser', async () => {
    expect(await who({ context: { ip: '203.0.113.7', user_agent: 'x' } })).toEqual(await who({}));
  });
});
