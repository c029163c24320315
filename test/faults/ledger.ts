import Database from 'better-sqlite3';
import { databaseFile } from '../../collector/store/sqlite/engine/open.ts';
import { biznessOk } from '../support/command.ts';
import type { Sent } from './load.ts';

/** How often each name (see `Sent.refs`) is in the store, by a connection that only reads. Throws when the file is not sound. */
export function countStored(dataDir: string): Map<string, number> {
  const db = new Database(databaseFile(dataDir), { readonly: true });
  try {
    const soundness = db.pragma('integrity_check', { simple: true });
    if (soundness !== 'ok') throw new Error(`integrity_check: ${soundness}`);
    const rows = db
      .prepare<[], [string, number]>(
        `select json_extract(properties, '$.ref') as ref, count(*) from events group by ref
         union all select transaction_id, count(*) from payments group by transaction_id`,
      )
      .raw()
      .all();
    return new Map(rows);
  } finally {
    db.close();
  }
}

/** What is wrong with a store that was sent all this; empty when every promise was kept. */
export function brokenPromises(sent: Sent[], stored: Map<string, number>): string[] {
  return sent.flatMap(({ refs, acknowledged, path }) => {
    const there = refs.filter((ref) => stored.has(ref)).length;
    const twice = refs.filter((ref) => (stored.get(ref) ?? 0) > 1);
    return [
      ...(acknowledged && there < refs.length
        ? [`${path} ${refs[0]}: acknowledged, ${there} of ${refs.length} stored`]
        : []),
      ...(there > 0 && there < refs.length ? [`${path} ${refs[0]}: ${there} of ${refs.length} stored`] : []),
      ...twice.map((ref) => `${path} ${ref}: stored ${stored.get(ref)} times`),
    ];
  });
}

/** A website `shop` in a new store and a key that is never told to slow down. */
export async function prepareShop(dataDir: string): Promise<string> {
  await biznessOk(['website', 'add', 'shop.test', '--id', 'shop', '--data-dir', dataDir]);
  const unlimited = ['--rate-limit', '100000000', '--batch-rate-limit', '100000000'];
  const answer = await biznessOk(['key', 'create', '--website', 'shop', ...unlimited, '--json', '--data-dir', dataDir]);
  return (JSON.parse(answer) as { key: string }).key;
}
