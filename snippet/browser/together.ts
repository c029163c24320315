/** One function that calls all of them. */
export function together(...steps: (() => void)[]): () => void {
  return () => {
    for (const step of steps) step();
  };
}
