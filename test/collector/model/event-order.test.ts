import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIds, compareInOrder, keepOrder, type Ordered } from '../../../collector/model/event-order.ts';

const ordered = (event_id: string, time = 0): Ordered => ({ event_id, time, follows: null, place: 0 });
const idsOf = (events: Ordered[]) => events.map(({ event_id }) => event_id);
const sorted = (events: Ordered[]) => idsOf(events.toSorted(compareInOrder));
const shuffled = (events: Ordered[], seed: number) =>
  events.toSorted((a, b) => ((a.event_id.length * 31 + seed) % 7) - ((b.event_id.length * 31 + seed) % 7));

/** Requests, whose events all have ids of their own. */
const requests = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, unit: 'binary' }),
      time: fc.integer({ min: 0, max: 2 }),
      cut: fc.boolean(),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 30 },
  )
  .map((planned) => {
    const lists: Ordered[][] = [[]];
    for (const { id, time, cut } of planned) {
      if (cut) lists.push([]);
      lists.at(-1)?.push(ordered(id, time));
    }
    return lists;
  });

describe('the order of events', () => {
  it('of one request at one instant is that of the request, whatever their ids', () => {
    fc.assert(
      fc.property(requests, fc.nat(), (lists, seed) => {
        for (const list of lists) keepOrder(list);
        const all = sorted(shuffled(lists.flat(), seed));
        for (const list of lists) {
          const listed = list.toSorted((a, b) => a.time - b.time);
          const theirs = new Set(idsOf(list));
          expect(all.filter((id) => theirs.has(id))).toEqual(idsOf(listed));
        }
      }),
    );
  });

  it('is the same however the requests are shuffled on their way', () => {
    fc.assert(
      fc.property(requests, fc.nat(), (lists, seed) => {
        for (const list of lists) keepOrder(list);
        expect(sorted(shuffled(lists.flat(), seed))).toEqual(sorted(lists.flat().reverse()));
      }),
    );
  });

  it('is the same however events whose ids rise are split into requests', () => {
    fc.assert(
      fc.property(requests, (lists) => {
        const rising = lists
          .flat()
          .sort((a, b) => compareIds(a.event_id, b.event_id))
          .map(({ event_id, time }) => ordered(event_id, time));
        const inOrder = sorted(rising);
        keepOrder(rising);
        expect(rising.every(({ follows }) => follows === null)).toBe(true);
        expect(sorted(rising)).toEqual(inOrder);
      }),
    );
  });

  it('of ids is that of their bytes, as the store has it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareIds(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 1000 },
    );
  });
});
