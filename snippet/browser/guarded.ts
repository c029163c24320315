/** The same function, but one that never throws into the page. */
export function guarded<Args extends unknown[]>(act: (...args: Args) => unknown): (...args: Args) => void {
  return (...args) => {
    try {
      act(...args);
    } catch {}
  };
}
