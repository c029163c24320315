import type { ApiKeyAnswer, KeyStatus } from '../../../../contract/account/key.ts';
import { ago, moment } from '../../../format/date.ts';
import { count } from '../../../format/number.ts';
import { OWN_ZONE } from '../../../parts/form/zone-field.tsx';
import { useWebsiteNames } from '../website-choice.tsx';

const STATUS_WORDS: Record<KeyStatus, string> = { live: 'Live', expired: 'Expired', revoked: 'Revoked' };

interface Props {
  apiKey: ApiKeyAnswer;
  onRotate(): void;
  onRevoke(): void;
}

/** One key: what it may do, how much, and whether anybody uses it. */
export function KeyRow({ apiKey: key, onRotate, onRevoke }: Props) {
  const names = useWebsiteNames();
  const name = key.name ?? 'Without a name';
  const facts: [string, string][] = [
    ['Last used', key.last_used_at === null ? 'never' : ago(key.last_used_at)],
    ['Made', moment(key.created_at, OWN_ZONE)],
  ];
  if (key.expires_at !== null && key.status !== 'revoked')
    facts.push([key.status === 'expired' ? 'Expired' : 'Expires', moment(key.expires_at, OWN_ZONE)]);
  if (key.rate_limit !== null) facts.push(['Requests an hour', count(key.rate_limit)]);
  if (key.batch_rate_limit !== null) facts.push(['Batches an hour', count(key.batch_rate_limit)]);
  return (
    <li>
      <div>
        <p class="clip" title={name}>
          <b>{name}</b> <code>{key.hint}</code> <span class="tag">{key.test ? 'Test' : STATUS_WORDS[key.status]}</span>{' '}
          {key.test && key.status !== 'live' && <span class="tag">{STATUS_WORDS[key.status]}</span>}
        </p>
        <p class="soft small">
          {key.scopes.join(', ')} · {names(key.websites)}
        </p>
        <dl class="facts small">
          {facts.map(([term, fact]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
      </div>
      {key.status === 'live' && (
        <div class="acts">
          <button type="button" class="button" aria-label={`Rotate ${name}`} onClick={onRotate}>
            Rotate
          </button>
          <button type="button" class="button danger" aria-label={`Revoke ${name}`} onClick={onRevoke}>
            Revoke
          </button>
        </div>
      )}
    </li>
  );
}
