import type { Reply } from '../../../model/waiting/pending.ts';
import { type CommandName, prepareCommands } from '../write/commands/index.ts';
import type { Connection } from './connection.ts';

export interface WriteRequest {
  id: number;
  command: CommandName;
  payload: unknown;
}

export interface WriteFailure {
  /** Whether the store is to blame, and the same request may do well later. */
  unavailable: boolean;
  message: string;
}
export type WriteReply = Reply<WriteFailure>;

/**
 * Executes what many callers asked for in one transaction and one sync, then answers them all.
 * When one of them fails the whole is undone and each is tried alone, so that only the guilty one is told.
 */
export function createGroupCommit(db: Connection): (requests: WriteRequest[]) => WriteReply[] {
  const run = prepareCommands(db);
  const together = db.transaction((requests: WriteRequest[]): WriteReply[] =>
    requests.map(({ id, command, payload }) => ({ id, ok: true, result: run(command, payload as never) })),
  );
  return (requests) => {
    try {
      return together.immediate(requests);
    } catch (error) {
      if (requests.length === 1 || isUnavailable(error)) return requests.map(({ id }) => failure(id, error));
    }
    return requests.map((request): WriteReply => {
      try {
        return together.immediate([request])[0] as WriteReply;
      } catch (error) {
        return failure(request.id, error);
      }
    });
  };
}

/** Disk full, failing or read-only, file damaged, lock not had in time: the store's fault, not the request's. */
const UNAVAILABLE = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|CORRUPT|NOTADB|NOMEM|PROTOCOL)/;

function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && UNAVAILABLE.test(code);
}

function failure(id: number, error: unknown): WriteReply {
  return { id, ok: false, unavailable: isUnavailable(error), message: error instanceof Error ? error.message : '' };
}
