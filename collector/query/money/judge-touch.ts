import type { UncreditedReason } from '../../contract/reports/revenue-report.ts';
import { type AttributionModel, DIRECT_CHANNEL } from '../../contract/vocabulary.ts';
import type { Touch } from '../../model/payment.ts';
import type { NoSourceKind } from '../../model/sources/no-source-hosts.ts';
import type { Credit } from './attribution.ts';

export interface Judgement {
  /** Null for a touch that is credited. */
  reason: UncreditedReason | null;
  /** A sentence for people. */
  explanation: string;
}

export interface Division {
  model: AttributionModel;
  lookbackDays: number;
  /** When the payment was made that the look-back counts from, ms UTC. */
  paid: number;
  /** Those that might have been credited, in order of time. */
  touches: Touch[];
  credits: Credit[];
}

/** Says why a touch was credited, or why not. */
export function judgeTouch(touch: Touch, division: Division): Judgement {
  const { model, touches, credits, lookbackDays } = division;
  const place = touches.findIndex((each) => each.event_id === touch.event_id);
  if (place === -1) {
    return touch.no_source === null
      ? { reason: 'outside_lookback', explanation: `More than ${days(lookbackDays)} before the payment` }
      : NO_SOURCE[touch.no_source];
  }
  if (credits.some((credit) => credit.touch.event_id === touch.event_id)) {
    return { reason: null, explanation: whyCredited(touch, place, division) };
  }
  if (model === 'first') return { reason: 'not_first', explanation: 'The first touch has it all' };
  const winner = credits[0]?.touch;
  if (model === 'last_non_direct' && isDirect(touch) && winner !== undefined && !isDirect(winner)) {
    return { reason: 'direct', explanation: 'Direct, and there is a touch that is not' };
  }
  return { reason: 'not_last', explanation: 'A later touch has it all' };
}

const NO_SOURCE: Record<NoSourceKind, Judgement> = {
  payment: { reason: 'payment_provider', explanation: 'Coming back from a payment provider is no touch' },
  sign_in: { reason: 'excluded_referrer', explanation: 'Coming back from signing in is no touch' },
  excluded: {
    reason: 'excluded_referrer',
    explanation: 'It came by a host that the website’s settings call no source',
  },
};

function whyCredited(touch: Touch, place: number, { model, paid, touches, lookbackDays }: Division): string {
  if (touch.time > paid) return 'Nobody had seen the visitor before the payment: this is how they first came after it';
  const within = `within ${days(lookbackDays)} before the payment`;
  switch (model) {
    case 'first':
      return `The first touch ${within}`;
    case 'last':
      return `The last touch ${within}`;
    case 'last_non_direct':
      return isDirect(touch)
        ? `The last touch ${within}; all are direct`
        : `The last touch ${within} that is not direct`;
    case 'linear':
      return touches.length === 1 ? `The only touch ${within}` : `One of ${touches.length} that share alike`;
    case 'position':
      return positionWords(place, touches.length);
  }
}

function positionWords(place: number, count: number): string {
  if (count === 1) return 'The only touch has it all';
  if (count === 2) return 'One of two that share alike';
  if (place === 0) return 'The first touch has 40 %';
  if (place === count - 1) return 'The last touch has 40 %';
  return count === 3 ? 'The one between first and last has 20 %' : `One of ${count - 2} between that share 20 %`;
}

const isDirect = ({ channel }: Touch): boolean => channel === DIRECT_CHANNEL || channel === null;
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
