import type { ExportFormat, ExportKind } from '../../../../contract/account/export.ts';
import { address } from '../../../api/client.ts';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';

const KINDS: readonly [kind: ExportKind, name: string, meaning: string][] = [
  ['events', 'Events', 'Every event that is counted.'],
  ['payments', 'Payments', 'Every payment, renewal and refund.'],
  ['excluded', 'Left out', 'Events that are kept apart, with the reason: bots, spam, what you excluded.'],
];
const FORMATS: readonly [format: ExportFormat, name: string][] = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
];

/** Row by row, for a spreadsheet or another database. */
export function ExportCard() {
  const { website } = useWebsite();
  const { draft, set } = useDraft({ start: '', end: '' });
  const { start, end } = draft;
  // Told backwards, the days are those all the same: a file that fails to download could not say what is wrong.
  const [first, last] = start !== '' && end !== '' && start > end ? [end, start] : [start, end];
  const link = (kind: ExportKind, format: ExportFormat) =>
    address(`/api/websites/${encodeURIComponent(website.id)}/export`, {
      kind,
      format,
      start_date: first,
      end_date: last,
    });
  return (
    <section class="card" aria-labelledby="export">
      <h2 id="export">Export</h2>
      <div class="pair">
        <TextField
          label="From"
          name="start_date"
          hint="Left empty: from the beginning."
          type="date"
          value={start}
          onChange={(start) => set({ start })}
        />
        <TextField
          label="To"
          name="end_date"
          hint="This day included. Left empty: until now."
          type="date"
          value={end}
          onChange={(end) => set({ end })}
        />
      </div>
      <ul class="listed">
        {KINDS.map(([kind, name, meaning]) => (
          <li key={kind}>
            <div>
              <p>{name}</p>
              <p class="soft small">{meaning}</p>
            </div>
            <div class="acts">
              {FORMATS.map(([format, formatName]) => (
                <a
                  key={format}
                  class="button"
                  href={link(kind, format)}
                  download={`${website.domain}-${kind}.${format}`}
                  aria-label={`${name} as ${formatName}`}
                >
                  {formatName}
                </a>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
