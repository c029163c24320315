import QuickLRU from 'quick-lru';

/** The same pure function, keeping its answers for the texts that are asked most: `limit` to twice `limit` of them. */
export function cached<T extends NonNullable<unknown>>(
  limit: number,
  compute: (text: string) => T,
): (text: string) => T {
  const answers = new QuickLRU<string, T>({ maxSize: limit });
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    answers.set(text, answer);
    return answer;
  };
}
