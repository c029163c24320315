import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, NAMED_DIMENSIONS, type NamedDimension } from '../../../collector/contract/dimensions.ts';
import { FILTER_OPERATORS } from '../../../collector/contract/vocabulary.ts';
import { labelOf } from '../../../collector/model/dimension-label.ts';
import { openDatabase } from '../../../collector/store/sqlite/engine/open.ts';
import { filterConditions } from '../../../collector/store/sqlite/read/filter-condition.ts';
import { labelSql } from '../../../collector/store/sqlite/read/vocabulary.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

type Labelled = Exclude<NamedDimension, 'conversion_event'>;
const LABELLED = NAMED_DIMENSIONS.filter((dimension): dimension is Labelled => dimension !== 'conversion_event');
const KEPT = LABELLED.filter((dimension) => DIMENSIONS[dimension].stored !== undefined);
const columnOf = (dimension: NamedDimension) => DIMENSIONS[dimension].column ?? dimension;

const WORDS = [
  'DE',
  'us',
  'XK',
  'Google',
  "O'Brien",
  '(not set)',
  '\\(not set)',
  '\\\\(direct)',
  '(unattributed)',
  '',
  ' ',
  '%',
  'é',
  '🙂',
];
const PATHS = [
  '/',
  '//',
  '/docs',
  '/docs/',
  '/docs/start',
  '/é/🙂/x',
  '/#/',
  '/#/docs/start',
  '/#!/docs',
  '/#',
  'docs/x',
];
const value = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...WORDS, ...PATHS),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom('/', '#', '!', 'a', 'é'), { maxLength: 8 }).map((parts) => parts.join('')),
);
/** What is kept of a session, an event and a payment, by dimension. */
const rows = fc.record(Object.fromEntries(KEPT.map((dimension) => [dimension, value])));

describe('the label of a dimension', () => {
  it('is the same in SQL and in TypeScript, whatever is kept', () => {
    const db = new Database(':memory:');
    const columns = KEPT.map((dimension) => `@${dimension} as ${columnOf(dimension)}`);
    const labels = LABELLED.map((dimension) => `${labelSql(dimension, 'kept')} as ${dimension}`);
    const inSql = db.prepare(`select ${labels.join(', ')} from (select ${columns.join(', ')}) kept`);
    fc.assert(
      fc.property(rows, (kept) => {
        // A column that always holds something has no label of its own for nothing.
        const stored = Object.fromEntries(
          Object.entries(kept).map(([name, one]) => [
            name,
            DIMENSIONS[name as Labelled].empty === null ? (one ?? '') : one,
          ]),
        );
        const inTypeScript = LABELLED.map((dimension) => [dimension, labelOf(dimension as 'country', stored as never)]);
        expect(inSql.get(stored)).toEqual(Object.fromEntries(inTypeScript));
      }),
      { numRuns: 1000 },
    );
    db.close();
  });

  it('is written once in a filter, however many values it is compared with', () => {
    const sqlOf = (values: string[]) =>
      FILTER_OPERATORS.map((operator) => filterConditions([{ dimension: 'continent', operator, values }], {}));
    expect(sqlOf(Array.from({ length: 100 }, (_, place) => `value ${place}`))).toEqual(sqlOf(['Europe']));
  });

  it('is read from a column that the store has', () => {
    const db = openDatabase(temporaryDir());
    const columns = (table: string) => db.prepare(`select name from pragma_table_info(?)`).pluck().all(table);
    const tables = { session: ['sessions'], event: ['events'], payment: ['payments'] };
    for (const dimension of KEPT) {
      const { of, stored } = DIMENSIONS[dimension];
      for (const table of stored === 'visit' ? ['events', 'sessions', 'excluded_events'] : tables[of]) {
        expect(columns(table), `${table} of ${dimension}`).toContain(columnOf(dimension));
      }
    }
    db.close();
  });
});
