import { parentPort, workerData } from 'node:worker_threads';
import { type Problem, Refusal } from '../contract/problem.ts';
import type { Reply } from '../model/waiting/pending.ts';
import { createKeptLists } from '../query/reports/in-pages.ts';
import { REPORTS, type ReportName } from '../query/reports/index.ts';
import { perQuestion } from '../query/reports/per-question.ts';
import { openReader } from '../store/index.ts';

/*
 * One reader: the read house over a read-only connection, in a thread of its own, so that a slow report holds up neither
 * HTTP nor the writer.
 */

export interface ReportRequest {
  id: number;
  report: ReportName;
  question: unknown;
}
export interface ReportFailure {
  /** Null for a mistake of ours. */
  refusal: Problem | null;
  message: string;
}

if (parentPort !== null) {
  const port = parentPort;
  const { reports } = openReader((workerData as { dataDir: string }).dataDir);
  const lists = createKeptLists();
  const reply = (reply: Reply<ReportFailure>) => port.postMessage(reply);
  port.on('message', async ({ id, report, question }: ReportRequest) => {
    try {
      reply({ id, ok: true, result: await REPORTS[report](perQuestion(reports), question as never, lists) });
    } catch (error) {
      const refusal = error instanceof Refusal ? error.problem : null;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      reply({ id, ok: false, refusal, message });
    }
  });
}
