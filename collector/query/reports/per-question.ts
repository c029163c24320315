import QuickLRU from 'quick-lru';
import type { Payment, Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';

/**
 * The same source for the time of one question, asking the store once for what many payments share: a visitor's touches,
 * a customer's payments, the owner of a session, who a visitor is.
 */
export function perQuestion(source: ReportSource): ReportSource {
  const touches = memory<Touch[]>();
  const payments = memory<Payment[]>();
  const originals = memory<Payment | null>();
  const owners = memory<string | null>();
  const users = memory<string | null>();
  const identified = memory<string | null>();
  return {
    ...source,
    touches: async (site, visitor, start, end, returns = false) => {
      const all = await touches([site, visitor], () =>
        source.touches(site, visitor, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
      );
      return all.filter((touch) => touch.time > start && touch.time <= end && (returns || touch.no_source === null));
    },
    customerPayments: (site, customer) => payments([site, customer], () => source.customerPayments(site, customer)),
    originalPayment: (site, id) => originals([site, id], () => source.originalPayment(site, id)),
    sessionVisitor: (site, id) => owners([site, id], () => source.sessionVisitor(site, id)),
    userOf: (site, visitor) => users([site, visitor], () => source.userOf(site, visitor)),
    identifiedVisitor: (site, user) => identified([site, user], () => source.identifiedVisitor(site, user)),
  };
}

/** What is kept must not grow with the history: this much at least, twice as much at most. */
const KEPT = 20_000;

function memory<T>(): (key: unknown, find: () => Promise<T>) => Promise<T> {
  const known = new QuickLRU<string, Promise<T>>({ maxSize: KEPT });
  return (key, find) => {
    const name = JSON.stringify(key);
    const found = known.get(name) ?? find();
    known.set(name, found);
    return found;
  };
}
