/** Rows of a table whose content is still on its way. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <span class="skeleton blank" />
        </td>
      ))}
    </tr>
  ));
}
