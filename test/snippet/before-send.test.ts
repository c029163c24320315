import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bizness, QueuedEvent } from '../../snippet/types.ts';
import { closeBrowser, names, openBrowser, openPage, pass, pasteStub, told, waiting } from './page.ts';

describe('bizness.before_send', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('sees every event, whole, before it is kept', async () => {
    const seen: [QueuedEvent, number][] = [];
    const { bizness } = await openPage();
    bizness.before_send = (event) => {
      seen.push([event, waiting().length]);
      return event;
    };
    bizness.track('a', { x: 1 });
    await pass(100);
    expect(JSON.parse(JSON.stringify(seen))).toEqual([[collector.requests[0]!.body.events[1], 1]]);
    expect(seen[0]![0].visitor_id).toMatch(/^vis_/);
  });

  it('set on the stub, sees the first page view too', async () => {
    const stub = await pasteStub();
    const seen: string[] = [];
    stub.before_send = (event) => {
      seen.push(event.event_name);
      return event;
    };
    stub.track('early');
    await openPage();
    expect(seen).toEqual(['page_view', 'early']);
  });

  it('needs no stub to be set on before the script loads', async () => {
    window.bizness = { before_send: () => null } as unknown as Bizness;
    await openPage();
    await pass(100);
    expect(collector.requests).toEqual([]);
  });

  it('has what it returns kept instead', async () => {
    const { bizness } = await openPage();
    bizness.before_send = (event) => ({ ...event, properties: { x: 'changed' } });
    bizness.track('a', { x: 1 });
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['a', { x: 'changed' }]);
    expect(waiting()).toEqual([]);
  });

  it.each<[string, () => QueuedEvent | null | undefined]>([
    ['null', () => null],
    ['undefined', () => undefined],
    ['false', () => false as never],
    [
      'an error',
      () => {
        throw new Error('broken');
      },
    ],
  ])('drops an event for which it gives %s, and nothing else', async (_what, answer) => {
    const { bizness } = await openPage();
    bizness.before_send = (event) => (event.event_name === 'bad' ? answer() : event);
    expect(() => bizness.track('bad')).not.toThrow();
    bizness.track('good');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'good']);
    expect(collector.requests[0]!.body.dropped_events).toBe(0);
  });

  it('leaves an event as it was where it gives true', async () => {
    const { bizness } = await openPage();
    bizness.before_send = () => true;
    bizness.track('a', { x: 1 });
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['a', { x: 1 }]);
    expect(collector.requests[0]!.body.events[1]!.visitor_id).toMatch(/^vis_/);
  });

  it('changes neither the id nor the time, by which an event is known again', async () => {
    const { bizness } = await openPage();
    bizness.before_send = (event) => {
      event.timestamp.setTime(0);
      return { event_name: event.event_name, properties: { x: 2 }, event_id: 'mine' } as never;
    };
    bizness.track('a', { x: 1 });
    await pass(100);
    const [, event] = collector.requests[0]!.body.events;
    expect(event).toEqual({
      event_name: 'a',
      properties: { x: 2 },
      event_id: expect.stringMatching(/^evt_/),
      timestamp: '2026-05-01T12:00:00.001Z',
    });
    expect(waiting()).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['a promise', async () => ({ event_name: 'a', properties: {} })],
    ['a text', () => 'a'],
    ['a number', () => 7],
    ['an event without a name', () => ({ properties: { x: 1 } })],
  ])('that gives %s is refused aloud: it gave no event', async (_what, answer) => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { bizness } = await openPage();
    bizness.before_send = (event) => (event.event_name === 'bad' ? (answer() as never) : event);
    bizness.track('bad');
    bizness.track('good');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'good']);
    expect(complain).toHaveBeenCalledExactlyOnceWith('bizness: no event_name', expect.anything());
  });

  it('can be taken away again', async () => {
    const { bizness } = await openPage();
    bizness.before_send = () => null;
    bizness.track('a');
    bizness.before_send = undefined;
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'b']);
  });

  it('sees what waited for consent only once that is given', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    const seen: string[] = [];
    bizness.before_send = (event) => {
      seen.push(event.event_name);
      return event;
    };
    bizness.track('a');
    expect(seen).toEqual([]);
    bizness.consent(true);
    expect(seen).toEqual(['page_view', 'a']);
  });

  it('that throws at one of those keeps back none of the others', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.before_send = (event) => {
      if (event.event_name === 'page_view') throw new Error('broken');
      return event;
    };
    bizness.track('a');
    bizness.consent(true);
    await pass(100);
    expect(names(collector.requests)).toEqual(['a']);
  });

  it('serves every website on the page', async () => {
    await openPage();
    const { bizness } = await openPage({ 'website-id': 'group' });
    bizness.before_send = () => null;
    bizness.track('a');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
  });
});
