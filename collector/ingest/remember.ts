/**
 * Remembers the answers of a pure function for the texts it is asked most, about `limit` to twice `limit` of them.
 * Two generations: when the young one is full it becomes the old one, and what nobody asks again is forgotten.
 */
export function remember<T>(limit: number, compute: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const answer = old.get(text) ?? compute(text);
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, answer);
    return answer;
  };
}
