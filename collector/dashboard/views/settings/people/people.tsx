import { useState } from 'preact/hooks';
import type { InvitationAnswer, PersonAnswer } from '../../../../contract/account/people.ts';
import { api } from '../../../api/client.ts';
import { useReport } from '../../../api/use-report.ts';
import { date } from '../../../format/date.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Trouble } from '../../../parts/state.tsx';
import { useSituation } from '../../../state/context.ts';
import { InviteForm } from './invite-form.tsx';
import { LinkToHand, type NewLink } from './link-to-hand.tsx';
import { PersonRow } from './person-row.tsx';

/** Who may log in. */
export function People() {
  const { person: self } = useSituation();
  const { data, problem, reload } = useReport<{ people: PersonAnswer[]; invitations: InvitationAnswer[] }>(
    '/api/people',
    {},
  );
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<NewLink | null>(null);
  const [removing, setRemoving] = useState<PersonAnswer | null>(null);
  const made = (link: NewLink) => {
    setInviting(false);
    setLink(link);
    reload();
  };
  const cancel = async ({ id }: InvitationAnswer) => {
    await api.delete(`/api/invitations/${encodeURIComponent(id)}`);
    reload();
  };
  return (
    <>
      {link !== null && <LinkToHand link={link} onDone={() => setLink(null)} />}
      {inviting ? (
        <InviteForm onMade={made} onCancel={() => setInviting(false)} />
      ) : (
        <div>
          <button type="button" class="button primary" onClick={() => setInviting(true)}>
            Invite somebody
          </button>
        </div>
      )}
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <ul class="listed">
        {data?.people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            self={person.id === self?.id}
            onChanged={reload}
            onLink={made}
            onRemove={() => setRemoving(person)}
          />
        ))}
        {data?.invitations.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <p class="clip">
                <b>{invitation.email ?? 'The first owner'}</b>{' '}
                <span class="tag">{invitation.purpose === 'reset' ? 'New password' : 'Invited'}</span>
              </p>
              <p class="soft small">
                {invitation.role} · the link works until {date(invitation.expires_at.slice(0, 10))}
              </p>
            </div>
            <div class="acts">
              <button
                type="button"
                class="button"
                aria-label={`End the link of ${invitation.email}`}
                onClick={() => void cancel(invitation)}
              >
                End the link
              </button>
            </div>
          </li>
        ))}
      </ul>
      {removing !== null && (
        <Confirm
          title={`Remove ${removing.email}?`}
          action="Remove"
          onConfirm={async () => {
            await api.delete(`/api/people/${encodeURIComponent(removing.id)}`);
            reload();
          }}
          onClose={() => setRemoving(null)}
        >
          <p>They are logged out at once. What they set up stays.</p>
        </Confirm>
      )}
    </>
  );
}
