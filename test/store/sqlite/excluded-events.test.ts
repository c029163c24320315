import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../collector/contract/vocabulary.ts';
import type { NewEvent } from '../../../collector/model/event.ts';
import type { EventSelection } from '../../../collector/store/exclusions.ts';
import { writeDirectly } from '../../../collector/store/sqlite/engine/writer.ts';
import { createExclusions } from '../../../collector/store/sqlite/write/exclusions.ts';
import { evaluate } from '../../reference/evaluate.ts';
import { histories, type PlannedHistory } from '../../reference/histories/histories.ts';
import { comparable, deliver, deliveries, productAnswer } from '../../reference/histories/product.ts';
import { questions } from '../../reference/histories/questions.ts';
import { findSessions } from '../../reference/sessions.ts';
import { HISTORIES } from '../../support/depth.ts';
import { append, event, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { forEvery, HANGS } from '../../support/property.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';
import { eventsAndSessions, rows } from './kept-rows.ts';

const RUNS = HISTORIES / 4;

const all: EventSelection = { site: SITE, start: null, end: null, fields: {}, referrerHost: null, reasons: null };
const readmit = ({ db }: TemporaryStore, over: Partial<EventSelection> = {}, chunk?: number) =>
  createExclusions(db, writeDirectly(db), chunk).readmit({ ...all, ...over }, 30 * MINUTE);
const exclude = ({ db }: TemporaryStore, over: Partial<EventSelection> = {}, chunk?: number) =>
  createExclusions(db, writeDirectly(db), chunk).exclude({ ...all, ...over }, 30 * MINUTE);
const bot = (over: Partial<NewEvent> = {}) => event({ exclusion: 'bot', ...over });
const ids = (store: TemporaryStore, table: string) =>
  rows(store, `select event_id from ${table} order by event_id`).map((row) => (row as { event_id: string }).event_id);

/** All that reports are made of, without the store's own numbers. */
const contents = (store: TemporaryStore) => ({
  ...eventsAndSessions(store),
  ledger: rows(store, `select * from ledger where count <> 0 and outcome <> 'duplicate' order by outcome, hour`),
});

/** A history as it is received within one hour, some of its events judged by `verdicts`. */
const judged = (history: PlannedHistory, verdicts: (Judgement | null)[]): PlannedHistory => ({
  ...history,
  events: history.events.map((each, index) => ({
    ...each,
    received: NOON,
    exclusion: verdicts[index % verdicts.length] ?? null,
  })),
});
const verdicts = fc.array(fc.constantFrom(null, null, 'bot' as const, 'referrer_spam' as const), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});
const chunks = fc.constantFrom(1, 2, 3, 7, 1000);

describe('readmitting', () => {
  it('everything gives what would be there had nothing been judged', HANGS, async () => {
    await forEvery(
      RUNS,
      [histories, verdicts, deliveries, deliveries, chunks],
      async (history, judge, one, other, chunk) => {
        const never = await deliver(judged(history, [null]), one);
        const store = await deliver(judged(history, judge), other);
        const apart = ids(store, 'excluded_events').length;
        expect(await readmit(store, {}, chunk)).toBe(apart);
        expect(contents(store)).toEqual(contents(never));
        expect([await readmit(store), ids(store, 'excluded_events')]).toEqual([0, []]);
      },
    );
  });

  it('half of them, broken off and said again, counts each event once', HANGS, async () => {
    await forEvery(RUNS, [histories, verdicts, deliveries], async (history, judge, delivery) => {
      const spamApart = judge.map((verdict) => (verdict === 'bot' ? null : verdict));
      const expected = await deliver(judged(history, spamApart), delivery);
      const store = await deliver(judged(history, judge), delivery);
      const selection = { ...all, reasons: ['bot' as const] };
      // The process ends after its first chunk.
      await writeDirectly(store.db)('readmitEvents', { selection, sessionTimeout: 30 * MINUTE, after: 0, span: 2 });
      await readmit(store, selection);
      expect(contents(store)).toEqual(contents(expected));
      expect(ids(store, 'excluded_events')).toEqual(ids(expected, 'excluded_events'));
    });
  });

  it('changes nothing when the disk is full', async () => {
    const store = temporaryStore();
    await append(store.store, ...Array.from({ length: 300 }, () => bot({ properties: `{"f":"${'x'.repeat(900)}"}` })));
    const before = contents(store);
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`);
    await expect(readmit(store)).rejects.toThrow();
    expect([contents(store), ids(store, 'excluded_events').length]).toEqual([before, 300]);
  });
});

describe('excluding what was counted', () => {
  const selections = fc.constantFrom<Partial<EventSelection>>(
    { fields: { source: 'Google' } },
    { fields: { source: '(direct)' } },
    { fields: { country: 'DE' } },
    { fields: { country: '(not set)' } },
    { fields: { hostname: 'acme.com' } },
    { referrerHost: 'blog.example' },
  );
  /** What is left: of a visit all or nothing, by what reports say of it; an event outside every session by its own. */
  function without<E extends NewEvent>(events: E[], { fields, referrerHost }: Partial<EventSelection>): E[] {
    const { of } = findSessions(events);
    return events.filter((each) => {
      const told = of.get(each)?.origin ?? each;
      const meets = Object.entries(fields ?? {}).every(([field, value]) => {
        const by = field === 'hostname' ? each : told;
        return (by[field as 'source'] ?? (field === 'source' ? '(direct)' : '(not set)')) === value;
      });
      return !(meets && (referrerHost == null || told.referrer === referrerHost));
    });
  }

  it('gives what would be there had it never been counted, and readmitting brings all back', HANGS, async () => {
    await forEvery(
      RUNS * 2,
      [histories, selections, deliveries, chunks],
      async (history, selection, delivery, chunk) => {
        const whole = judged(history, [null]);
        const store = await deliver(whole, delivery);
        const before = contents(store);
        const rest = without(whole.events, selection);
        await exclude(store, selection, chunk);
        expect(ids(store, 'events')).toEqual(rest.map(({ event_id }) => event_id).sort());
        const { ledger: _, ...expected } = contents(await deliver({ ...whole, events: rest }, delivery));
        expect(contents(store)).toMatchObject(expected);
        await readmit(store, { reasons: ['owner'] }, chunk);
        expect(contents(store)).toEqual(before);
      },
    );
  });

  it('leaves reports as the definitions give them without those events', HANGS, async () => {
    await forEvery(RUNS, [histories, selections, deliveries, questions], async (history, selection, delivery, plan) => {
      const store = await deliver(history, delivery);
      await exclude(store, selection);
      const events = without(history.events, selection);
      fc.pre(events.length > 0);
      const left = { ...history, events };
      const question = plan(left);
      expect(await productAnswer(store, left, question)).toEqual(comparable(evaluate(left, question), question));
    });
  });
});
