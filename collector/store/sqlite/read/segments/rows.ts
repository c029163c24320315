import { isSessionDimension } from '../../../../contract/dimensions.ts';
import type { TrafficSplit } from '../../../report-source.ts';
import type { TrafficDimension } from '../../../traffic-filter.ts';
import { type Counting, isByEvents, type Rows } from './counting.ts';
import { bucketsOf, type Groups } from './groups.ts';
import { NONE } from './segment.ts';
import type { View } from './view.ts';

/** Rows with their group, and the numbers of its labels; NONE where they have none. */
export interface GroupedRows extends Rows {
  groups: Int32Array;
  /** For each dimension of the split. */
  labels: Int32Array[];
}

/** Puts the kept events in the groups of a split. */
export function groupRows(counting: Counting, split: TrafficSplit, groups: Groups): GroupedRows {
  const { view } = counting;
  const { dimensions, buckets } = split;
  const byDefinition = dimensions.includes('conversion_event');
  const base = buckets === null && !isByEvents(dimensions) ? counting.stays : counting.events;
  const { rows, definitionOf } = byDefinition ? rowsOfDefinitions(base) : { rows: base, definitionOf: null };
  const labels = dimensions.map((dimension) =>
    dimension === 'conversion_event' ? (definitionOf as Int32Array) : labelsOf(view, dimension, rows.events),
  );
  const [first, second] = labels;
  // A label alone is its own group.
  if (buckets === null && second === undefined) {
    return { ...rows, labels, groups: first ?? new Int32Array(rows.events.length) };
  }
  const bucketOf = bucketsOf(view.times, buckets);
  const grouped = rows.events.map((event, row) => {
    const [label0, label1] = [
      first === undefined ? 0 : (first[row] as number),
      second === undefined ? 0 : (second[row] as number),
    ];
    return label0 === NONE || label1 === NONE ? NONE : groups.of(bucketOf(event), label0, label1);
  });
  return { ...rows, labels, groups: grouped };
}

function labelsOf(
  view: View,
  dimension: Exclude<TrafficDimension, 'conversion_event'>,
  events: Int32Array,
): Int32Array {
  const column = view.column(dimension);
  const labels = new Int32Array(events.length);
  if (!isSessionDimension(dimension)) {
    for (let row = 0; row < events.length; row += 1) labels[row] = column[events[row] as number] as number;
    return labels;
  }
  for (let row = 0; row < events.length; row += 1) {
    const session = view.sessions[events[row] as number] as number;
    labels[row] = session === NONE ? NONE : (column[session] as number);
  }
  return labels;
}

/** A row for each event and definition it meets, those of a definition side by side. */
function rowsOfDefinitions(rows: Rows): { rows: Rows; definitionOf: Int32Array } {
  const met = Int32Array.from(rows.hits.flatMap((hits) => [...hits]));
  const definitionOf = Int32Array.from(
    rows.hits.flatMap((hits, definition) => Array<number>(hits.length).fill(definition)),
  );
  const take = (values: Int32Array) => met.map((row) => values[row] as number);
  let begin = 0;
  const hits = rows.hits.map(({ length }) => {
    begin += length;
    return Int32Array.from({ length }, (_, index) => begin - length + index);
  });
  const { events, persons, present, pageviews, others } = rows;
  return {
    definitionOf,
    rows: {
      hits,
      events: take(events),
      persons: take(persons),
      present: take(present),
      pageviews: take(pageviews),
      others: take(others),
    },
  };
}
