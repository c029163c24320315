import { useState } from 'preact/hooks';
import { asProblem } from '../../../api/use-report.ts';
import { count } from '../../../format/number.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Field } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';

const CHOICES: readonly [days: number, name: string][] = [
  [0, 'For ever'],
  [90, '90 days'],
  [180, 'Half a year'],
  [365, 'One year'],
  [730, 'Two years'],
  [1095, 'Three years'],
  [1825, 'Five years'],
];

/** How long rows are kept; says what would go before it goes. */
export function Retention() {
  const { website, save } = useWebsite();
  const { draft, set, changed } = useDraft({ days: website.settings.data_retention_days });
  const [rows, setRows] = useState<number | null>(null);
  const known = CHOICES.some(([days]) => days === draft.days);
  const write = async (confirm: boolean) => {
    try {
      await save({ settings: { data_retention_days: draft.days }, ...(confirm ? { confirm } : {}) });
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.field !== 'confirm') throw error;
      setRows(Number(problem.details.rows));
      return false;
    }
  };
  return (
    <>
      <FormCard title="Keeping data" changed={changed} onSave={() => write(false)}>
        <Field
          label="Events and payments are kept"
          name="data_retention_days"
          hint="What is older is deleted, every day. Nothing brings it back but a backup."
        >
          {(control) => (
            <select
              {...control}
              value={draft.days}
              onChange={(event) => set({ days: Number(event.currentTarget.value) })}
            >
              {CHOICES.map(([days, name]) => (
                <option key={days} value={days}>
                  {name}
                </option>
              ))}
              {!known && <option value={draft.days}>{count(draft.days)} days</option>}
            </select>
          )}
        </Field>
      </FormCard>
      {rows !== null && (
        <Confirm
          title="Delete what is older?"
          action={`Delete ${count(rows)} rows`}
          onConfirm={async () => void (await write(true))}
          onClose={() => setRows(null)}
        >
          <p>
            To keep {count(draft.days)} days, {count(rows)} stored events and payments are deleted now. This cannot be
            undone.
          </p>
        </Confirm>
      )}
    </>
  );
}
