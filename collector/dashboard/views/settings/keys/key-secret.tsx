import { useEffect, useRef } from 'preact/hooks';
import type { ApiKeyAnswer } from '../../../../contract/account/key.ts';
import { Copy } from '../../../parts/form/copy.tsx';
import { useSite } from '../../../state/context.ts';

/** A key just made or rotated, with its secret. */
export interface NewKey {
  key_id: string;
  key: string;
  api_key: ApiKeyAnswer;
}

/** The secret, this once, and a first request to try it with. */
export function KeySecret({ made, onDone }: { made: NewKey; onDone(): void }) {
  const site = useSite();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [made]);
  const website = made.api_key.websites?.[0] ?? site.id;
  return (
    <section class="card" aria-labelledby="new-key">
      <h2 id="new-key" tabIndex={-1} ref={heading}>
        Your new key{made.api_key.name === null ? '' : ` “${made.api_key.name}”`}
      </h2>
      <p>Copy it now: it is shown this once and stored nowhere.</p>
      <Copy text={made.key} what="the API key" />
      <div class="field">
        <span class="label">Try it in a terminal</span>
        <Copy text={firstRequest(made, website)} what="the request" />
      </div>
      <div class="card-foot">
        <button type="button" class="button" onClick={onDone}>
          I have copied it
        </button>
      </div>
    </section>
  );
}

/** A request that the key may make. */
function firstRequest({ key, api_key: { scopes } }: NewKey, websiteId: string): string {
  const auth = `-H 'Authorization: Bearer ${key}'`;
  const post = (path: string, body: object) =>
    `curl ${location.origin}${path} \\\n  ${auth} -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
  if (scopes.includes('revenue:write'))
    return post('/api/revenue', {
      website_id: websiteId,
      amount: 29,
      currency: 'USD',
      transaction_id: 'order_1',
      customer_id: 'user_1',
    });
  if (scopes.includes('events:write'))
    return post('/api/events', {
      website_id: websiteId,
      event_name: 'signup',
      visitor_id: 'user_1',
      properties: { plan: 'pro' },
    });
  const path = scopes.includes('analytics:read')
    ? `/api/analytics?website_id=${encodeURIComponent(websiteId)}&period=30d&metrics=visitors,revenue`
    : '/api/websites';
  return `curl '${location.origin}${path}' ${auth}`;
}
