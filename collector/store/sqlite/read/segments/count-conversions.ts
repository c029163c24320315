import type { Counting } from './counting.ts';
import { forEachDistinct } from './distinct.ts';
import type { GroupedRows } from './rows.ts';
import { NONE } from './segment.ts';

/**
 * Conversions and converting visitors of each group. Of a definition that counts once a session the sessions are
 * counted, and each hit outside. A converter is a visitor of the same group, its conversion in a session or not.
 */
export function countConversions(
  { view, definitions, personCount }: Counting,
  rows: GroupedRows,
  groupCount: number,
): { conversions: Int32Array; converters: Int32Array } {
  const conversions = new Int32Array(groupCount);
  const converters = new Int32Array(groupCount);
  const add = (counts: Int32Array, group: number) => {
    counts[group] = (counts[group] as number) + 1;
  };
  const hitCount = rows.hits.reduce((sum, { length }) => sum + length, 0);
  /** Of hits in sessions. */
  const groupsOfHits = new Int32Array(hitCount);
  const personsOfHits = new Int32Array(hitCount);
  let inside = 0;
  /** Who converted outside every session, by group: converters if they are visitors of it. */
  const outside = new Map<number, Set<number>>();
  for (const [index, hits] of rows.hits.entries()) {
    const groups = hits.map((row) => rows.groups[row] as number);
    const sessions = hits.map((row) => view.sessions[rows.events[row] as number] as number);
    const once = definitions[index]?.count !== 'every';
    for (const [hit, row] of hits.entries()) {
      const group = groups[hit] as number;
      if (group === NONE) continue;
      const person = rows.persons[row] as number;
      const isOutside = sessions[hit] === NONE;
      if (!once || isOutside) add(conversions, group);
      if (!isOutside) {
        groupsOfHits[inside] = group;
        personsOfHits[inside++] = person;
      } else if (person !== NONE) outside.set(group, (outside.get(group) ?? new Set()).add(person));
    }
    if (once) forEachDistinct(groups, groupCount, sessions, view.sessionCount, (group) => add(conversions, group));
  }
  const [groups, persons] = [groupsOfHits.subarray(0, inside), personsOfHits.subarray(0, inside)];
  forEachDistinct(groups, groupCount, persons, personCount, (group, person) => {
    add(converters, group);
    outside.get(group)?.delete(person);
  });
  if (outside.size === 0) return { conversions, converters };
  for (let row = 0; row < rows.present.length; row += 1) {
    const group = rows.groups[row] as number;
    if (outside.get(group)?.delete(rows.present[row] as number) === true) add(converters, group);
  }
  return { conversions, converters };
}
