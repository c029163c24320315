import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useId } from 'preact/hooks';
import type { ApiProblem } from '../../api/problem.ts';

/** What the API refused, and the fields that can say so themselves. */
export interface Refused {
  problem: ApiProblem | null;
  fields: Set<string>;
}
export const RefusedContext = createContext<Refused>({ problem: null, fields: new Set() });

/** Whether a refusal is about a field: `excluded_ips` also for `settings.excluded_ips[2]`. */
export function concerns(problem: ApiProblem | null, name: string): boolean {
  const field = problem?.field?.replace(/^settings\./, '');
  return field !== undefined && (field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`));
}

/** What ties a control to its label, its hint and its error. */
export interface Control {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}
interface Props {
  label: string;
  /** As the API calls it. */
  name: string;
  hint?: ComponentChildren;
  children: (control: Control) => ComponentChildren;
}

/** A control with its label above, and below it what it means or what is wrong with it. */
export function Field({ label, name, hint, children }: Props) {
  const id = useId();
  const { problem, fields } = useContext(RefusedContext);
  useEffect(() => {
    fields.add(name);
    return () => void fields.delete(name);
  }, [fields, name]);
  const wrong = concerns(problem, name);
  const told = hint !== undefined || wrong;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, name, 'aria-describedby': told ? `${id}-told` : undefined, 'aria-invalid': wrong })}
      {told && (
        <div id={`${id}-told`} class="small">
          {wrong && (
            <p class="wrong" role="alert">
              {problem?.message}
            </p>
          )}
          {hint !== undefined && <p class="soft">{hint}</p>}
        </div>
      )}
    </div>
  );
}

interface TickProps {
  label: string;
  hint?: ComponentChildren;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** A box to tick, with what it means below. */
export function Tick({ label, hint, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <div class="tick">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} class="soft small">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
