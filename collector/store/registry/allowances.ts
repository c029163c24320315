/** What keys have used of their hourly allowances. */
export interface Allowances {
  /** What keys have used of allowances that still run at `now`. */
  usedAllowances(now: number): UsedAllowance[];
  saveAllowances(used: UsedAllowance[], now: number): Promise<void>;
}

export interface UsedAllowance {
  /** Of whom and what: the bucket and the key's id. */
  name: string;
  /** Requests counted in the running window. */
  used: number;
  /** When the window ends, ms UTC. */
  resetsAt: number;
}
