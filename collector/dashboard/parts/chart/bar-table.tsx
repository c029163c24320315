import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  /** Its heading. */
  name: string;
  cell(row: Row): ComponentChildren;
  /** The value in full. */
  title?(row: Row): string;
  money?: boolean;
  /** Whether it is not worth a look, such as nought. */
  soft?(row: Row): boolean;
  /** How the rows are sorted by it; null: they are not. Without `onSort` nobody can choose. */
  sorted?: 'ascending' | 'descending' | null;
  onSort?(): void;
}
interface Props<Row> {
  /** What the rows are. */
  name: string;
  /** What the table shows, for those who hear it. */
  caption: string;
  rows: readonly Row[];
  label(row: Row): string;
  /** How long the bar is. */
  size(row: Row): number;
  columns: readonly Column<Row>[];
  /** A click on a row; `exclude` with Alt held. Rows for which it is absent or null are no buttons. */
  onPick?: ((row: Row, exclude: boolean) => void) | undefined;
  pickable?(row: Row): boolean;
  /** How many rows there is room for, whether or not there are as many. */
  room?: number;
}

/** Rows with a bar behind their label and numbers beside it. */
export function BarTable<Row>({ name, caption, rows, label, size, columns, onPick, pickable, room = 0 }: Props<Row>) {
  const most = Math.max(0, ...rows.map(size));
  const width = (row: Row) => ({ width: `${most > 0 ? (Math.max(0, size(row)) / most) * 100 : 0}%` });
  const table = (
    <table class={columns.some(({ money, sorted }) => money && sorted) ? 'rows paid' : 'rows'}>
      <caption class="only-heard">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {columns.map((column) => (
            <th key={column.name} scope="col" class="number" aria-sort={column.sorted ?? undefined}>
              {column.onSort === undefined ? (
                column.name
              ) : (
                <button
                  type="button"
                  class="sort"
                  title={`Order by ${column.name.toLowerCase()}`}
                  onClick={column.onSort}
                >
                  {column.name}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const text = label(row);
          const inside = (
            <>
              <span class="bar" style={width(row)} />
              <span class="clip">{text}</span>
            </>
          );
          return (
            <tr key={text}>
              <th scope="row">
                {onPick !== undefined && (pickable?.(row) ?? true) ? (
                  <button
                    type="button"
                    class="bar-cell"
                    title={`${text} – click to filter, Alt-click to exclude`}
                    onClick={(event) => onPick(row, event.altKey)}
                  >
                    {inside}
                  </button>
                ) : (
                  <span class="bar-cell" title={text}>
                    {inside}
                  </span>
                )}
              </th>
              {columns.map((column) => (
                <td
                  key={column.name}
                  class={`number${column.soft?.(row) ? ' soft' : column.money ? ' money' : ''}`}
                  title={column.title?.(row)}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return room === 0 ? table : <div style={{ minHeight: `calc(var(--row) * ${room + 1})` }}>{table}</div>;
}
