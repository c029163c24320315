import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { date } from '../../format/date.ts';
import { Trouble } from '../../parts/state.tsx';
import { useMay, useSite } from '../../state/context.ts';

/** What the owner has noted of a day. */
export interface Annotation {
  id: string;
  /** `YYYY-MM-DD` */
  date: string;
  text: string;
}
export interface AnnotationsAnswer {
  annotations: Annotation[];
}

export const annotationsPath = (websiteId: string): string =>
  `/api/websites/${encodeURIComponent(websiteId)}/annotations`;

const focusOnce = (input: HTMLInputElement | null): void => input?.focus();

interface Props {
  /** The note looked at; one without an id is being written. */
  note: Annotation;
  /** Folded again; `changed` when the notes are to be asked for anew. */
  done(changed: boolean): void;
}

/** A note below the chart: to read, and for owners to write, change and remove. */
export function NoteForm({ note, done }: Props) {
  const site = useSite();
  const may = useMay();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const path = annotationsPath(site.id);
  const own = `${path}/${encodeURIComponent(note.id)}`;
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      done(true);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  if (!may.write) {
    return (
      <div class="note">
        <strong>{date(note.date)}</strong> <span class="note-text">{note.text}</span>
        <button type="button" class="button" onClick={() => done(false)}>
          Close
        </button>
      </div>
    );
  }
  return (
    <form
      class="note"
      aria-label={note.id === '' ? 'New note' : 'Change the note'}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const body = { date: String(form.get('date')), text: String(form.get('text')).trim() };
        void attempt(() => (note.id === '' ? api.post(path, body) : api.put(own, body)));
      }}
    >
      {problem !== null && <Trouble problem={problem} />}
      <input type="date" name="date" aria-label="Day" required defaultValue={note.date} />
      <input
        name="text"
        aria-label="Note"
        placeholder="What happened, such as “Launched on Product Hunt”"
        required
        maxLength={500}
        defaultValue={note.text}
        ref={focusOnce}
      />
      <button type="submit" class="button primary">
        Save
      </button>
      {note.id !== '' && (
        <button type="button" class="button danger" onClick={() => void attempt(() => api.delete(own))}>
          Remove
        </button>
      )}
      <button type="button" class="button" onClick={() => done(false)}>
        Cancel
      </button>
    </form>
  );
}
