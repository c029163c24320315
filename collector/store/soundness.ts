export interface Soundness {
  /** What is wrong, in the engine's words; empty when all is well. */
  faults: string[];
  counts: Record<'websites' | 'keys' | 'events' | 'sessions' | 'payments', number>;
}

/** How a restore ended. Unless it ended as `restored`, the store was not touched. */
export type Restored =
  | { outcome: 'restored'; counts: Soundness['counts'] }
  /** There is a store already, and it was not to be replaced. */
  | { outcome: 'exists' }
  /** The backup is damaged. */
  | { outcome: 'unsound'; fault: string };
