import { useState } from 'preact/hooks';
import type { PersonAnswer } from '../../../../contract/account/people.ts';
import { api } from '../../../api/client.ts';
import type { ApiProblem } from '../../../api/problem.ts';
import { asProblem } from '../../../api/use-report.ts';
import { ago } from '../../../format/date.ts';
import { Trouble } from '../../../parts/state.tsx';
import { useWebsiteNames } from '../website-choice.tsx';
import type { NewLink } from './link-to-hand.tsx';

interface Props {
  person: PersonAnswer;
  self: boolean;
  onChanged(): void;
  onLink(link: NewLink): void;
  onRemove(): void;
}

/** One person: the role, a way to a new password, the way out. */
export function PersonRow({ person, self, onChanged, onLink, onRemove }: Props) {
  const names = useWebsiteNames();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const attempt = async (deed: () => Promise<void>) => {
    try {
      await deed();
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const become = (role: string) =>
    attempt(async () => {
      await api.put(`/api/people/${encodeURIComponent(person.id)}`, { role });
      onChanged();
    });
  const reset = () =>
    attempt(async () => onLink(await api.post<NewLink>('/api/invitations', { email: person.email, purpose: 'reset' })));
  return (
    <li>
      <div>
        <p class="clip" title={person.email}>
          <b>{person.name}</b> <span class="soft">{person.email}</span> {self && <span class="tag">You</span>}
        </p>
        <p class="soft small">
          {names(person.websites)} ·{' '}
          {person.last_seen_at === null ? 'never here' : `last here ${ago(person.last_seen_at)}`}
        </p>
      </div>
      <div class="acts">
        <select
          class="role"
          aria-label={`Role of ${person.name}`}
          value={person.role}
          onChange={(event) => void become(event.currentTarget.value)}
        >
          <option value="owner">Owner</option>
          <option value="viewer">Viewer</option>
        </select>
        {!self && (
          <>
            <button
              type="button"
              class="button"
              aria-label={`New password for ${person.name}`}
              onClick={() => void reset()}
            >
              New password
            </button>
            <button type="button" class="button danger" aria-label={`Remove ${person.name}`} onClick={onRemove}>
              Remove
            </button>
          </>
        )}
      </div>
      {problem !== null && (
        <div class="whole">
          <Trouble problem={problem} />
        </div>
      )}
    </li>
  );
}
