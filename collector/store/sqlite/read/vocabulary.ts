import {
  type Derivation,
  DIMENSIONS,
  isSessionDimension,
  type NamedDimension,
  type NamedEventDimension,
  type SessionDimension,
} from '../../../contract/dimensions.ts';
import { DIRECT_CHANNEL, DIRECT_LABEL, NOT_SET_LABEL, RESERVED_LABELS } from '../../../contract/vocabulary.ts';
import { GROUPS, HASH_ROUTES } from '../../../model/derivation.ts';
import type { TrafficDimension } from '../../traffic-filter.ts';

/* The only expressions that are ever spliced into a query. `s` is a session, `e` an event; values are always bound. */

/** The value of a row for a dimension. */
type ValueSql = (dimension: NamedDimension, row: string) => string;

/** The label of a row for a dimension: what `labelOf` says of the same values. `row` is the row's name in the query. */
export function labelSql(dimension: Exclude<NamedDimension, 'conversion_event'>, row: string): string {
  const { empty, derived } = DIMENSIONS[dimension];
  const value = storedSql(dimension, row);
  if (empty === null) return value;
  return orEmpty(dimension, empty, derived === undefined ? valueLabel(value) : value, row, storedSql);
}

/** The same where the site's naming of sources holds, as in every report. */
function reportedLabelSql(dimension: SessionDimension, row: string): string {
  switch (dimension) {
    case 'source':
      return orEmpty(
        dimension,
        DIRECT_LABEL,
        `iif(${row}.source is null, null, source_label(${came(row)}))`,
        row,
        namedSql,
      );
    case 'channel':
      return `iif(${isNoSource(row)}, '${DIRECT_CHANNEL}', ${labelSql(dimension, row)})`;
    case 'referrer':
      return orEmpty(dimension, NOT_SET_LABEL, valueLabel(storedSql(dimension, row)), row, namedSql);
    default:
      return labelSql(dimension, row);
  }
}

/** A label, or that of a row without one. */
function orEmpty(dimension: NamedDimension, empty: string, label: string, row: string, valueSql: ValueSql): string {
  const { emptyWithout } = DIMENSIONS[dimension];
  if (emptyWithout === undefined) return `coalesce(${label}, ${quoted(empty)})`;
  const other = valueSql(emptyWithout.dimension, row);
  return `coalesce(${label}, iif(${other} is null, ${quoted(emptyWithout.label)}, ${quoted(empty)}))`;
}

/** What the model makes of a value as a label, over a column; null where that is. */
export const valueLabel = (value: string): string =>
  `iif(ltrim(${value}, '\\') in (${RESERVED_LABELS.map(quoted).join()}), '\\' || ${value}, ${value})`;

function storedSql(dimension: NamedDimension, row: string): string {
  const { derived, column } = DIMENSIONS[dimension];
  return derived === undefined ? `${row}.${column ?? dimension}` : derive(derived.by, storedSql(derived.from, row));
}

/**
 * The value as reports say it: under the site's naming of sources. `named_source` and `source_label` are functions that
 * `nameSources` registers; each is called once a row.
 */
export const namedSql: ValueSql = (dimension, row) => {
  if (dimension === 'source') return `iif(${row}.source is null, null, named_source(${came(row)}))`;
  if (dimension === 'channel') return `iif(${isNoSource(row)}, '${DIRECT_CHANNEL}', ${row}.channel)`;
  return storedSql(dimension, row);
};

const came = (row: string): string => `${row}.source, ${row}.referrer, ${row}.utm_source`;
const isNoSource = (row: string): string => `${row}.source is not null and named_source(${came(row)}) is null`;

/** The same as `derive` of the model, over a column. */
function derive(by: Derivation, value: string): string {
  if (by === 'first_part') return firstPart(value);
  const groups = [...GROUPS[by]];
  const cases = [...new Set(groups.map(([, label]) => label))].map((label) => {
    const values = groups.filter(([, of]) => of === label).map(([one]) => quoted(one));
    return `when ${value} in (${values.join()}) then ${quoted(label)}`;
  });
  return `case ${cases.join(' ')} end`;
}

function firstPart(path: string): string {
  const routes = HASH_ROUTES.map(
    (start) => `when substr(${path}, 1, ${start.length}) = ${quoted(start)} then ${start.length}`,
  );
  const start = `case ${routes.join(' ')} else 1 end`;
  const length = `instr(substr(${path}, ${start} + 1), '/')`;
  return `iif(${length} = 0, ${path}, substr(${path}, 1, ${start} + ${length} - 1))`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const PROPERTY = /^prop:/;

/** A fragment of SQL with the values it binds, by name. */
export interface Fragment {
  sql: string;
  bind: Record<string, string | number>;
}

/** The label of an event or its session for a dimension. `name` keeps bound names apart. */
export function expression(dimension: TrafficDimension, name: string): Fragment {
  if (isSessionDimension(dimension)) return { sql: reportedLabelSql(dimension, 's'), bind: {} };
  if (PROPERTY.test(dimension)) {
    // JSON's true is 1 in json_each's value; people filter by the word.
    return {
      sql: `coalesce((select ${valueLabel('p.value')} from (
          select case j.type when 'true' then 'true' when 'false' then 'false' else cast(j.value as text) end as value
          from json_each(e.properties) j where j.key = @${name}
        ) p), '${NOT_SET_LABEL}')`,
      bind: { [name]: dimension.replace(PROPERTY, '') },
    };
  }
  const named = dimension as NamedEventDimension;
  return { sql: named === 'conversion_event' ? 'd.name' : labelSql(named, 'e'), bind: {} };
}

/** Who the visitor of an id is, wherever visitors are told apart: the one place that knows. `id` is an expression. */
export const visitorOf = (id: string): string =>
  `coalesce((select 'user ' || i.user_id from identities i where i.site = @site and i.visitor = ${id}), 'visitor ' || ${id})`;
