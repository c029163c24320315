import { useState } from 'preact/hooks';
import { api } from '../../../api/client.ts';
import { forgetAnswers } from '../../../api/use-report.ts';
import { count, counted } from '../../../format/number.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';

/** Answer of `GET` and `DELETE …/visitors/{visitor_id}`. */
interface Erasure {
  visitor_ids: string[];
  events: number;
  sessions: number;
  payments: number;
}

/** Forgets one person on their request: first what would go, then whether it shall. */
export function EraseVisitor() {
  const { website } = useWebsite();
  const { draft, set, reset } = useDraft({ visitor: '' });
  const [found, setFound] = useState<(Erasure & { id: string }) | null>(null);
  const [said, setSaid] = useState('');
  const path = (id: string) => `/api/websites/${encodeURIComponent(website.id)}/visitors/${encodeURIComponent(id)}`;
  const look = async () => {
    const id = draft.visitor.trim();
    setSaid('');
    const erasure = await api.get<Erasure>(path(id));
    if (isNothing(erasure)) setSaid('Nothing is stored under this id.');
    else setFound({ ...erasure, id });
    return false;
  };
  const erase = async () => {
    if (found === null) return;
    const { events, sessions } = await api.delete<Erasure>(path(found.id));
    forgetAnswers();
    reset();
    setSaid(`Deleted: ${counted(events, 'event')} in ${counted(sessions, 'visit')}.`);
  };
  return (
    <>
      <FormCard
        title="Delete a visitor"
        lead="For somebody who asks to be forgotten. Their id stands in their browser’s storage and in your exports."
        action="See what would go"
        changed={draft.visitor.trim() !== ''}
        onSave={look}
        aside={
          <span role="status" class="soft small">
            {said}
          </span>
        }
      >
        <TextField
          label="Visitor id"
          name="visitor_id"
          autocomplete="off"
          spellcheck={false}
          value={draft.visitor}
          onChange={(visitor) => set({ visitor })}
        />
      </FormCard>
      {found !== null && (
        <Confirm
          title="Delete this visitor?"
          action="Delete for good"
          phrase={found.id}
          onConfirm={erase}
          onClose={() => setFound(null)}
        >
          <p>
            {counted(found.events, 'event')} in {counted(found.sessions, 'visit')}
            {found.visitor_ids.length > 1 && `, under ${count(found.visitor_ids.length)} ids that are the same person`}.
            {found.payments > 0 &&
              ` ${counted(found.payments, 'payment')} stay${found.payments === 1 ? 's' : ''} as money, with nothing left that leads to them.`}
          </p>
        </Confirm>
      )}
    </>
  );
}

const isNothing = ({ events, sessions, payments }: Erasure): boolean => events + sessions + payments === 0;
