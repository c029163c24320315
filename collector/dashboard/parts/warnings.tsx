import { warningWords } from '../format/warning.ts';

/** What a report says of its own numbers. */
export function Warnings({ warnings }: { warnings: readonly string[] | undefined }) {
  if (warnings === undefined || warnings.length === 0) return null;
  return (
    <ul class="warnings small" aria-label="About these numbers">
      {warnings.map((warning) => (
        <li key={warning}>{warningWords(warning)}</li>
      ))}
    </ul>
  );
}
