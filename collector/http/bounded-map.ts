/** A map of the latest `size` keys that were set. */
export interface BoundedMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  /** Latest first. */
  latest(): [K, V][];
}

export function boundedMap<K, V>(size: number): BoundedMap<K, V> {
  // A Map keeps the order in which keys were put in.
  const map = new Map<K, V>();
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size > size) map.delete(map.keys().next().value as K);
    },
    latest: () => [...map].reverse(),
  };
}
