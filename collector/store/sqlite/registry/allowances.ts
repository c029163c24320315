import type { Allowances, UsedAllowance } from '../../registry/allowances.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';

export function createAllowances(db: Connection, write: Write): Allowances {
  const allowances = db.prepare<[number], UsedAllowance>(
    'select name, used, resets_at as resetsAt from allowances where resets_at >= ?',
  );
  return {
    usedAllowances: (now) => allowances.all(now),
    saveAllowances: (used, now) => write('saveAllowances', { used, now }),
  };
}
