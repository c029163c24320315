import type { DropReason, RefusalReason } from '../contract/vocabulary.ts';

/** One event that reached the collector, and what became of it. Nothing of its content, its visitor or an address. */
export interface Arrival {
  /** ms UTC. */
  at: number;
  fate:
    | { outcome: 'accepted' | 'duplicate' }
    | { outcome: 'dropped'; reason: DropReason }
    | { outcome: 'refused'; reason: RefusalReason };
  /** Sent with a test key. */
  test: boolean;
  name: string | null;
  /** Host of the page that sent it. */
  host: string | null;
  /** Path, without query. */
  page: string | null;
}
