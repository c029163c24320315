import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../store/index.ts';

/* One backup, in a thread of its own: the store is copied in one go, and nobody waits for it meanwhile. */

if (parentPort !== null) {
  const { dataDir, to } = workerData as { dataDir: string; to: string };
  const reader = openReader(dataDir);
  await reader.copyTo(to);
  reader.close();
}
