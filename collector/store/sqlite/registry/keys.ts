import type { ApiKey } from '../../../model/key.ts';
import type { Keys } from '../../registry/keys.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';
import type { Glances } from './glances.ts';
import { type KeyRow, readKey } from './key-row.ts';

/** `flush` writes down when keys were last used. */
export function createKeys(db: Connection, write: Write, glances: Glances): Keys & { flush(): Promise<void> } {
  const byHash = db.prepare<[string], KeyRow>('select * from api_keys where hash = ?');
  const byId = db.prepare<[string], KeyRow>('select * from api_keys where id = ?');
  const all = db.prepare<[], KeyRow>('select * from api_keys order by created_at, id');
  /** When keys were used, until it is written down. */
  const used = new Map<string, number>();
  const keyOf = (row: KeyRow): ApiKey => {
    const key = readKey(row);
    return { ...key, lastUsedAt: used.get(key.id) ?? key.lastUsedAt };
  };
  const change = glances.endedBy(write);

  return {
    keyByHash: glances.of((hash) => {
      const row = byHash.get(hash);
      return row === undefined ? null : readKey(row);
    }),
    keyById: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : keyOf(row);
    },
    keys: () => all.all().map(keyOf),
    createKey: (key) => change('createKey', key),
    endKey: (id, end) => change('endKey', { id, end }),
    keyUsed: (id, at) => {
      used.set(id, at);
    },
    flush: async () => {
      if (used.size === 0) return;
      const uses = [...used];
      await write('markKeysUsed', uses);
      for (const [id, at] of uses) if (used.get(id) === at) used.delete(id);
    },
  };
}
