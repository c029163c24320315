import { useState } from 'preact/hooks';
import type { ApiKeyAnswer } from '../../../../contract/account/key.ts';
import { api } from '../../../api/client.ts';
import { useReport } from '../../../api/use-report.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Empty, Trouble } from '../../../parts/state.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyRow } from './key-row.tsx';
import { KeySecret, type NewKey } from './key-secret.tsx';

type Act = { act: 'revoke' | 'rotate'; key: ApiKeyAnswer };

/** How long the old key may go on working, in hours. */
const OVERLAPS = [
  [24, 'for 24 hours more'],
  [1, 'for an hour more'],
  [168, 'for a week more'],
  [0, 'no longer: it ends at once'],
] as const;

/** Keys for the owner's own servers. */
export function Keys() {
  const { data, problem, reload } = useReport<{ keys: ApiKeyAnswer[] }>('/api/keys', {});
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewKey | null>(null);
  const [asked, setAsked] = useState<Act | null>(null);
  const [overlap, setOverlap] = useState(24);
  const done = (key: NewKey) => {
    setMaking(false);
    setMade(key);
    reload();
  };
  const act = async ({ act, key }: Act) => {
    const path = `/api/keys/${encodeURIComponent(key.id)}`;
    if (act === 'revoke') await api.delete(path);
    else setMade(await api.post<NewKey>(`${path}/rotate`, { overlap_hours: overlap }));
    reload();
  };
  const name = asked?.key.name ?? asked?.key.hint;
  return (
    <>
      <p class="soft">
        For your own servers: sending events, recording revenue, reading numbers. The tag on your pages needs none.
      </p>
      {made !== null && <KeySecret made={made} onDone={() => setMade(null)} />}
      {making ? (
        <KeyForm onMade={done} onCancel={() => setMaking(false)} />
      ) : (
        <div>
          <button type="button" class="button primary" onClick={() => setMaking(true)}>
            Generate New API Key
          </button>
        </div>
      )}
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      {data?.keys.length === 0 && !making && (
        <Empty title="No API keys yet">Generate one to record revenue from your server.</Empty>
      )}
      {data !== null && (
        <ul class="listed">
          {data.keys.map((key) => (
            <KeyRow
              key={key.id}
              apiKey={key}
              onRotate={() => {
                setOverlap(24);
                setAsked({ act: 'rotate', key });
              }}
              onRevoke={() => setAsked({ act: 'revoke', key })}
            />
          ))}
        </ul>
      )}
      {asked?.act === 'revoke' && (
        <Confirm
          title={`Revoke “${name}”?`}
          action="Revoke"
          onConfirm={() => act(asked)}
          onClose={() => setAsked(null)}
        >
          <p>Whatever uses it is refused from this moment on. A revoked key does not come back.</p>
        </Confirm>
      )}
      {asked?.act === 'rotate' && (
        <Confirm
          title={`Rotate “${name}”?`}
          action="Rotate"
          onConfirm={() => act(asked)}
          onClose={() => setAsked(null)}
        >
          <p>You get a new key with the same powers. End the old one at once if somebody else may know it.</p>
          <label class="inline">
            <span class="soft">The old one works</span>
            <select value={overlap} onChange={(event) => setOverlap(Number(event.currentTarget.value))}>
              {OVERLAPS.map(([hours, words]) => (
                <option key={hours} value={hours}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </Confirm>
      )}
    </>
  );
}
