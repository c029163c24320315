import { randomUUID } from 'node:crypto';

const BEANS: Record<string, { product: string; amount: number }> = {
  harbour: { product: 'Morning Harbour', amount: 14 },
  field: { product: 'Long Field', amount: 17 },
  ferry: { product: 'Night Ferry', amount: 15 },
};

/** How the shop reaches the collector. The key stays on this side. */
export interface Till {
  collectorUrl: string;
  websiteId: string;
  key: string;
}

/** What the shop answers the page. */
export interface Sale {
  status: number;
  body: unknown;
}

/** Sells a bag and reports the payment to the collector, as a shop's server does once its bank said yes. */
export async function buy(order: { bean?: unknown; visitor_id?: unknown }, till: Till): Promise<Sale> {
  const bean = typeof order.bean === 'string' && Object.hasOwn(BEANS, order.bean) ? BEANS[order.bean] : undefined;
  if (bean === undefined) return { status: 400, body: { message: 'We do not sell that.' } };
  const payment = {
    website_id: till.websiteId,
    ...bean,
    currency: 'EUR',
    transaction_id: `order_${randomUUID()}`,
    ...(typeof order.visitor_id === 'string' && order.visitor_id !== '' ? { visitor_id: order.visitor_id } : {}),
  };
  // The same transaction_id both times: should the first attempt have arrived after all, it is counted once.
  const response = await report(payment, till).catch(() => report(payment, till));
  const answer = (await response.json()) as { error?: { message: string } };
  if (!response.ok) return { status: 502, body: { message: answer.error?.message ?? 'The collector refused it.' } };
  return { status: 200, body: { product: bean.product, ...answer } };
}

async function report(payment: object, till: Till): Promise<Response> {
  const response = await fetch(`${till.collectorUrl}/api/revenue`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${till.key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(payment),
    signal: AbortSignal.timeout(5000),
  });
  if (response.status >= 500) throw new Error(`The collector answered ${response.status}`);
  return response;
}
