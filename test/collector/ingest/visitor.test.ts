import { describe, expect, it } from 'vitest';
import type { BatchEvent } from '../../../collector/contract/event.ts';
import type { Delivery } from '../../../collector/ingest/ingest.ts';
import { browser, deliver, server, website } from './deliver.ts';

const who = async (event: Partial<BatchEvent>, rest: Partial<Delivery> = {}) => {
  const { row } = await deliver(event, rest);
  return row === undefined ? undefined : { id: row.visitor, previous: row.previous_visitor, session: row.session_id };
};
const ms = (time: string) => Date.parse(time);
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
