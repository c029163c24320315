/** Rows put in order of their groups, by counting: where each group's begin, and the rows. */
export interface Sorted {
  /** One more than there are groups: the last is the number of rows. */
  begins: Int32Array;
  rows: Int32Array;
}

/** Sorts rows by group; those of a negative group are left out. */
export function sortByGroup(groups: Int32Array, groupCount: number): Sorted {
  const begins = new Int32Array(groupCount + 1);
  for (let row = 0; row < groups.length; row += 1) {
    const group = groups[row] as number;
    if (group >= 0) begins[group + 1] = (begins[group + 1] as number) + 1;
  }
  for (let group = 0; group < groupCount; group += 1) {
    begins[group + 1] = (begins[group + 1] as number) + (begins[group] as number);
  }
  const next = begins.slice(0, groupCount);
  const rows = new Int32Array(begins[groupCount] as number);
  for (let row = 0; row < groups.length; row += 1) {
    const group = groups[row] as number;
    if (group < 0) continue;
    const at = next[group] as number;
    next[group] = at + 1;
    rows[at] = row;
  }
  return { begins, rows };
}

/**
 * Calls `found` with each different pair of a group and a value, with a row that has it. Negative groups and values are
 * left out.
 */
export function forEachDistinct(
  groups: Int32Array,
  groupCount: number,
  values: Int32Array,
  valueCount: number,
  found: (group: number, value: number, row: number) => void,
): void {
  const { begins, rows } = sortByGroup(groups, groupCount);
  const seenIn = new Int32Array(valueCount).fill(-1);
  for (let group = 0; group < groupCount; group += 1) {
    for (let at = begins[group] as number; at < (begins[group + 1] as number); at += 1) {
      const row = rows[at] as number;
      const value = values[row] as number;
      if (value < 0 || seenIn[value] === group) continue;
      seenIn[value] = group;
      found(group, value, row);
    }
  }
}

/** The middle of some numbers, the mean of both where there are two; null of none. Sorts them. */
export function median(numbers: Int32Array): number | null {
  numbers.sort();
  const half = numbers.length >> 1;
  const [upper, lower] = [numbers[half], numbers[numbers.length % 2 === 1 ? half : half - 1]];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
