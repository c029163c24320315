import { parentPort, workerData } from 'node:worker_threads';
import type { WantedExport } from '../store/copies.ts';
import { openReader } from '../store/index.ts';
import { exportText } from './export-text.ts';

/*
 * One export: a piece for each message, so that it goes no faster than it is taken. Over a connection of its own, in a thread
 * of its own. No transaction spans two pieces: a slow reader would keep the write-ahead log from being emptied for hours.
 */

if (parentPort !== null) {
  const port = parentPort;
  const { dataDir, wanted } = workerData as { dataDir: string; wanted: WantedExport };
  const text = exportText(openReader(dataDir).rows, wanted);
  port.on('message', () => {
    const { done, value } = text.next();
    port.postMessage(done === true ? null : value);
  });
}
