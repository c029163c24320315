import { BATCH_MAX_EVENTS, EVENT_NAME_MAX, ID_MAX_BYTES } from '../contract/limits.ts';
import type { Path, Problem, ProblemReason } from '../contract/problem.ts';
import type { DropReason, FieldFlaw, REFUSAL_REASONS, RefusalReason } from '../contract/vocabulary.ts';

/*
 * Why events did not make it, as something that can be counted and shown: of a closed list, so that nothing a sender
 * wrote gets into the counts.
 */

const FLAWS: Record<ProblemReason, FieldFlaw | 'malformed_json'> = {
  MISSING_FIELD: 'missing_field',
  INVALID_TYPE: 'invalid_type',
  INVALID_VALUE: 'invalid_value',
  UNKNOWN_FIELD: 'unknown_field',
  MALFORMED_JSON: 'malformed_json',
};

const CALLER_ID = `a text of 1 to ${ID_MAX_BYTES} bytes`;
/** The fields that are told apart, and what is expected of each. */
const FIELDS: Record<string, string> = {
  website_id: CALLER_ID,
  event_name: `a text of 1 to ${EVENT_NAME_MAX} characters`,
  visitor_id: CALLER_ID,
  session_id: CALLER_ID,
  event_id: CALLER_ID,
  message_id: CALLER_ID,
  properties: 'an object of bounded size and depth',
  timestamp: 'an ISO 8601 timestamp that is not too old',
  sent_at: 'an ISO 8601 timestamp',
  context: 'an object with ip, user_agent, referrer, locale',
  events: `an array of 1 to ${BATCH_MAX_EVENTS} event objects of bounded size`,
  body: 'an object of bounded size',
  'Idempotency-Key': 'a short text',
};

/** The reason of a refusal. */
export function refusalReason(problem: Problem): RefusalReason {
  if ('path' in problem) {
    const flaw = FLAWS[problem.reason];
    return flaw === 'malformed_json' ? flaw : `${flaw}:${knownField(problem.path)}`;
  }
  switch (problem.code) {
    case 'FORBIDDEN':
      return problem.details?.field === 'Origin' ? 'origin_not_allowed' : 'scope_missing';
    case 'NOT_FOUND':
      return 'out_of_reach';
    case 'RATE_LIMITED':
      return 'rate_limited';
    case 'PAYLOAD_TOO_LARGE':
      return 'too_large';
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 'unsupported_type';
    case 'CONFLICT':
      return 'idempotency_conflict';
    case 'SERVICE_UNAVAILABLE':
      return 'unavailable';
    default:
      return 'other';
  }
}

/** `events[3].properties.plan` is of `properties`; a name that only the sender knows is of `other`. */
function knownField(path: Path): string {
  const [top, , inEvent] = path;
  const field = top === 'events' && inEvent !== undefined ? inEvent : top;
  return typeof field === 'string' && Object.hasOwn(FIELDS, field) ? field : 'other';
}

const SENTENCES: Record<(typeof REFUSAL_REASONS)[number], string> = {
  origin_not_allowed: 'The page’s host is not among the allowed domains of the website',
  rate_limited: 'More requests came than the hourly allowance of the key, or of one visitor’s network, holds',
  malformed_json: 'The body was no JSON',
  too_large: 'The body was too large',
  unsupported_type: 'The content type or encoding is not one the collector reads',
  scope_missing: 'The API key lacks the scope events:write',
  out_of_reach: 'The API key is not for this website',
  idempotency_conflict: 'An Idempotency-Key was used again for a different request',
  unavailable: 'The collector could not write to its disk',
  other: 'The request was not as documented',
};

/** A reason of a refusal as a sentence. */
export function explainRefusal(reason: string): string {
  if (Object.hasOwn(SENTENCES, reason)) return SENTENCES[reason as keyof typeof SENTENCES];
  const [flaw, field = ''] = reason.split(':');
  const expected = Object.hasOwn(FIELDS, field) ? `. Expected ${FIELDS[field]}` : '';
  const named = Object.hasOwn(FIELDS, field) ? `The field ${field}` : 'A field';
  switch (flaw as FieldFlaw) {
    case 'missing_field':
      return `${named} is missing${expected}`;
    case 'invalid_type':
      return `${named} is of the wrong type${expected}`;
    case 'invalid_value':
      return `${named} has a value that cannot be taken${expected}`;
    case 'unknown_field':
      return `${named} is not known`;
    default:
      return SENTENCES.other;
  }
}

/** Why an event that was taken is not counted, as a sentence. */
export const DROP_SENTENCES: Record<DropReason | 'owner' | 'lost', string> = {
  bot: 'The sender is a bot, or behaves like one',
  referrer_spam: 'The visit came from an address known for referrer spam',
  tracking_disabled: 'Tracking is turned off in the settings of the website',
  excluded_ip: 'The visitor’s address is excluded in the settings of the website',
  excluded_path: 'The page is excluded in the settings of the website',
  excluded_country: 'The visitor’s country is excluded in the settings of the website',
  gpc: 'The browser asks not to be tracked (Global Privacy Control), and the website is set to heed it',
  owner: 'Taken out afterwards with `bizness excluded add`',
  lost: 'Visitors’ browsers gave them up before they could be sent: too old, or too many',
};
