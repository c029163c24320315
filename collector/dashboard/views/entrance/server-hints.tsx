import { Copy } from '../../parts/form/copy.tsx';

/** For those who have no page to paste a tag into, or who take payments. */
export function ServerHints({ websiteId }: { websiteId: string }) {
  const body = JSON.stringify({ website_id: websiteId, event_name: 'signup', visitor_id: 'user_1' });
  const payment = JSON.stringify({
    website_id: websiteId,
    amount: 29,
    currency: 'USD',
    transaction_id: 'order_1',
    customer_id: 'user_1',
  });
  const post = (path: string, text: string) =>
    `curl ${location.origin}${path} \\\n  -H 'Authorization: Bearer bz_live_…' -H 'Content-Type: application/json' \\\n  -d '${text}'`;
  return (
    <details class="card">
      <summary>From your server: events and revenue</summary>
      <p class="soft">With a key of Settings, API Keys.</p>
      <div class="field">
        <span class="label">An event</span>
        <Copy text={post('/api/events', body)} what="the request for an event" />
      </div>
      <div class="field">
        <span class="label">A payment</span>
        <Copy text={post('/api/revenue', payment)} what="the request for a payment" />
      </div>
    </details>
  );
}
