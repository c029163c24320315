import { stringify } from 'csv-stringify/sync';
import { presentPayment } from '../query/money/present-payment.ts';
import type { WantedExport } from '../store/copies.ts';
import { EXPORT_COLUMNS, EXPORT_EXCLUDED_COLUMNS, type ExportRows } from '../store/export-rows.ts';

/** Rows of one piece: enough to be quick, few enough to be small. */
const ROWS = 500;

const PAYMENT_COLUMNS = [
  'revenue_id',
  'transaction_id',
  'original_transaction_id',
  'type',
  'amount',
  'currency',
  'timestamp',
  'received_at',
  'visitor_id',
  'session_id',
  'customer_id',
  'product',
  'properties',
] as const satisfies readonly (keyof ReturnType<typeof presentPayment>)[];

/** An export as text, piece by piece: one JSON object a line, or CSV under a line of names. */
export function* exportText(source: ExportRows, wanted: WantedExport): Generator<string> {
  const { columns, rows } = read(source, wanted);
  if (wanted.format === 'csv') yield stringify([[...columns]]);
  let piece: object[] = [];
  for (const row of rows) {
    piece.push(row);
    if (piece.length < ROWS) continue;
    yield write(piece, columns, wanted.format);
    piece = [];
  }
  if (piece.length > 0) yield write(piece, columns, wanted.format);
}

function read(source: ExportRows, wanted: WantedExport): { columns: readonly string[]; rows: Iterable<object> } {
  switch (wanted.kind) {
    case 'events':
      return { columns: EXPORT_COLUMNS, rows: source.events(wanted) };
    case 'excluded':
      return { columns: EXPORT_EXCLUDED_COLUMNS, rows: source.excludedEvents(wanted) };
    case 'payments':
      return { columns: PAYMENT_COLUMNS, rows: mapEach(source.payments(wanted), presentPayment) };
  }
}

function* mapEach<A, B>(rows: Iterable<A>, to: (row: A) => B): Generator<B> {
  for (const row of rows) yield to(row);
}

function write(rows: object[], columns: readonly string[], format: WantedExport['format']): string {
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const cells = rows.map((row) => columns.map((column) => cellOf((row as Record<string, unknown>)[column])));
  // Formulas are defused: a spreadsheet would execute what a visitor typed.
  return stringify(cells, { escape_formulas: true });
}

const cellOf = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number' || value === null ? value : JSON.stringify(value);
