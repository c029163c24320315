import type { Readable } from 'node:stream';
import type { ExportFormat, ExportKind } from '../contract/account/export.ts';
import type { Site } from '../model/site.ts';

/** Data on its way to its owner. Neither kind holds up who writes, nor keeps its rows in memory. */
export interface Copies {
  /**
   * Text, piece by piece, read from the store no faster than it is taken. Rejects with a refusal when too many exports
   * are under way. Whoever takes no more must call `return`.
   */
  export(wanted: WantedExport): AsyncGenerator<string, void, void>;
  /**
   * The whole store of this moment as a file that is gone once its stream is closed. Rejects with a `StoreUnavailable`, or
   * with a refusal when too many wait for theirs. Not begun for whoever has `gone` meanwhile.
   */
  backup(gone: AbortSignal): Promise<{ stream: Readable; bytes: number }>;
}

export interface WantedExport {
  site: Site;
  kind: ExportKind;
  format: ExportFormat;
  /** When it happened: half-open, ms UTC; null is without end. */
  start: number | null;
  end: number | null;
}
