import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { showModal } from '../sheet.tsx';
import { Trouble } from '../state.tsx';

interface Props {
  title: string;
  /** What the button says: the deed itself, not "OK". */
  action: string;
  /** What has to be typed first, where it cannot be undone. */
  phrase?: string;
  onConfirm(): Promise<void>;
  onClose(): void;
  children: ComponentChildren;
}

/** Asks once more before something ends. */
export function Confirm({ title, action, phrase, onConfirm, onClose, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm();
      dialog.current?.close();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <dialog
      class="sheet confirm"
      aria-labelledby={id}
      ref={(element) => {
        dialog.current = element;
        showModal(element);
      }}
      onClose={onClose}
    >
      <form onSubmit={(event) => void confirm(event)}>
        <h2 id={id}>{title}</h2>
        {children}
        {phrase !== undefined && (
          <div class="field">
            <label for={`${id}-typed`}>
              Type <code>{phrase}</code> to confirm
            </label>
            <input
              id={`${id}-typed`}
              value={typed}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
        )}
        {problem !== null && <Trouble problem={problem} />}
        <div class="card-foot">
          <button
            type="submit"
            class="button danger"
            disabled={busy || (phrase !== undefined && typed.trim() !== phrase)}
          >
            {action}
          </button>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
