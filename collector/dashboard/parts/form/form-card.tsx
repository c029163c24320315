import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { Trouble } from '../state.tsx';
import { concerns, RefusedContext } from './field.tsx';

interface Props {
  title: string;
  lead?: ComponentChildren;
  /** What the button says. */
  action?: string;
  /** What is said once it is done. */
  done?: string;
  /** Whether there is something to send. */
  changed: boolean;
  /** What has to be chosen before it can be sent; stands beside the button. */
  missing?: string | null;
  /** Resolves to false where it was not done, as something is to be asked first. */
  onSave(): Promise<unknown>;
  /** Beside the button. */
  aside?: ComponentChildren;
  /** Without a frame, within a dialog or another card. */
  bare?: boolean;
  children: ComponentChildren;
}

/** A form with one button. Errors stand at their field, or above the button where no field is to blame. */
export function FormCard({
  title,
  lead,
  action = 'Save',
  done = 'Saved.',
  changed,
  missing = null,
  onSave,
  aside,
  bare,
  children,
}: Props) {
  const id = useId();
  const fields = useRef(new Set<string>()).current;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  useEffect(() => {
    if (changed) setState((now) => (now === 'done' ? 'open' : now));
  }, [changed]);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (state === 'busy' || !changed || missing !== null) return;
    const form = event.currentTarget as HTMLFormElement;
    setState('busy');
    setProblem(null);
    try {
      const outcome = await onSave();
      if (here.current) setState(outcome === false ? 'open' : 'done');
    } catch (error) {
      if (!here.current) return;
      setProblem(asProblem(error));
      setState('open');
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
  };
  const refused = useMemo(() => ({ problem, fields }), [problem, fields]);
  return (
    <form class={bare ? 'card bare' : 'card'} aria-labelledby={id} onSubmit={(event) => void save(event)}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <div class="soft">{lead}</div>}
      <RefusedContext.Provider value={refused}>
        {children}
        <Unplaced />
      </RefusedContext.Provider>
      <div class="card-foot">
        <button type="submit" class="button primary" disabled={!changed || missing !== null || state === 'busy'}>
          {action}
        </button>
        {aside}
        <p role="status" class="soft small">
          {state === 'done' ? done : (missing ?? '')}
        </p>
      </div>
    </form>
  );
}

/** A refusal that no field of the form tells. */
function Unplaced() {
  const { problem, fields } = useContext(RefusedContext);
  if (problem === null || [...fields].some((name) => concerns(problem, name))) return null;
  return <Trouble problem={problem} />;
}
