/** Numbers labels in the order in which they turn up, so that they can be counted in arrays. */
export interface Dictionary {
  /** The label of each number. */
  labels: string[];
  /** The number of a label, which may be new. */
  code(label: string): number;
  /** The number of a label that is known. */
  find(label: string): number | undefined;
}

export function createDictionary(): Dictionary {
  const codes = new Map<string, number>();
  const labels: string[] = [];
  return {
    labels,
    code: (label) => {
      const known = codes.get(label);
      if (known !== undefined) return known;
      codes.set(label, labels.length);
      return labels.push(label) - 1;
    },
    find: (label) => codes.get(label),
  };
}
