import type { ListedPayment, OriginStepAnswer, UnattributedReason } from '../../../contract/reports/revenue-report.ts';
import type { MatchedBy, RevenueType } from '../../../contract/revenue.ts';

export type Status = ListedPayment['attribution']['status'];

export const TYPE_NAMES: Record<RevenueType, string> = {
  payment: 'Payment',
  renewal: 'Renewal',
  refund: 'Refund',
  trial: 'Trial',
};

export const STATUS_NAMES: Record<Status, string> = {
  attributed: 'Attributed',
  pending: 'Pending',
  unattributed: 'Unattributed',
};

const BY_WORDS: Record<MatchedBy, string> = {
  visitor_id: 'its visitor_id',
  session_id: 'its session_id',
  customer_id: 'the customer_id',
  customer_email: 'the customer’s e-mail address',
  original_transaction_id: 'its original_transaction_id',
};

/** One step from a payment to whom it is credited to, as a sentence. */
export function chainSentence({ found, by, visitor_id }: OriginStepAnswer): string {
  if (found === 'refunded_payment') return `It gives back an earlier payment, found by ${BY_WORDS[by]}.`;
  if (found === 'first_payment') return `The customer’s first payment was found by ${BY_WORDS[by]}.`;
  return `That leads to the visitor ${visitor_id ?? ''}, known by ${BY_WORDS[by]}.`;
}

/** Why payments are credited to nobody, in a heading, and what to do about it. */
export const REASON_WORDS: Record<UnattributedReason, { name: string; remedy: string }> = {
  no_ids: {
    name: 'The payment does not say whose it is',
    remedy:
      'Send visitor_id with the payment. The tag keeps it in localStorage under bizness:<website id>:visitor; hand it to your server with the order, and from there to POST /api/revenue.',
  },
  payment_unknown: {
    name: 'The refunded payment is not recorded',
    remedy: 'Record the original payment too, or send the original_transaction_id under which it is recorded.',
  },
  session_unknown: {
    name: 'The session has not been seen',
    remedy: 'Send visitor_id rather than session_id, or check that the session_id is the one your own events carry.',
  },
  customer_unknown: {
    name: 'The customer is not known from any visit',
    remedy:
      'Call bizness.identify with the same customer_id when they sign in, or send visitor_id with one of their payments: all others follow.',
  },
  visitor_unknown: {
    name: 'No visit of the visitor is known',
    remedy:
      'Check that visitor_id is of this website, that the tag is on the page before checkout, and is not blocked.',
  },
  only_payment_provider: {
    name: 'The visitor only ever came back from paying',
    remedy: 'Put the tag on the pages before checkout: only the page after it is counted.',
  },
  only_excluded_referrers: {
    name: 'The visitor only ever came back from signing in or paying',
    remedy: 'Put the tag on the pages before these. Settings, Attribution lists the hosts that are no source.',
  },
  outside_lookback: {
    name: 'All visits are too long ago',
    remedy: 'Look back further: Settings, this website, look-back of up to 365 days. It holds for past payments too.',
  },
};
