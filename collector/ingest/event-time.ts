import type { Warning } from '../contract/fields.ts';
import { EVENT_MAX_FUTURE_MS, PUBLIC_MAX_AGE_MS } from '../contract/limits.ts';
import { fieldProblem, type Problem } from '../contract/problem.ts';
import { hasOffset, parseTimestamp } from '../contract/timestamp.ts';
import { DAY_MS } from '../model/time.ts';

export interface EventTime {
  /** ms UTC. */
  time: number;
  /** The caller named this very moment, and will name it again in a repeat. */
  fixed: boolean;
  warnings: Warning[];
}

interface Clock {
  mode: 'keyed' | 'public';
  received: number;
  /** The client's clock when it sent (ms), if it said so. */
  sentAt: number | null;
  retentionDays: number;
}

const NO_WARNINGS: Warning[] = [];

/** When an event happened, or why that cannot be believed. */
export function eventTime(timestamp: string | undefined, clock: Clock): EventTime | Problem {
  const { received, sentAt } = clock;
  if (timestamp === undefined) return { time: received, fixed: false, warnings: NO_WARNINGS };
  const named = parseTimestamp(timestamp);
  // How long before sending it happened is right even on a clock that is wrong.
  const time = sentAt === null ? named : received - (sentAt - named);
  const warnings = offsetWarnings(timestamp);
  if (time - received > EVENT_MAX_FUTURE_MS) {
    const message = 'More than 10 minutes in the future: the time of receipt was stored';
    return {
      time: received,
      fixed: false,
      warnings: [...warnings, { code: 'TIMESTAMP_CLAMPED', field: 'timestamp', message }],
    };
  }
  const age = received - time;
  if (clock.mode === 'public' && age > PUBLIC_MAX_AGE_MS) return tooOld('timestamp within the last 7 days');
  if (isPastRetention(age, clock.retentionDays)) return tooOld('timestamp within retention');
  // A named time is judged by the schema. A wrong sending time can move a right one anywhere.
  if (time < 0) return tooOld('timestamp of 1970 or later, as corrected by sent_at');
  return { time, fixed: sentAt === null, warnings };
}

const tooOld = (expected: string): Problem => fieldProblem('timestamp', expected, 'INVALID_VALUE', 'string');

/** Whether something of this age (ms) would be deleted at once. Retention 0 is for ever. */
export function isPastRetention(age: number, retentionDays: number): boolean {
  return retentionDays > 0 && age > retentionDays * DAY_MS;
}

/** A timestamp that does not say where it was read is taken for UTC, which may be hours off. */
export function offsetWarnings(timestamp: string): Warning[] {
  if (hasOffset(timestamp)) return NO_WARNINGS;
  return [{ code: 'TIMESTAMP_NO_OFFSET', field: 'timestamp', message: 'No UTC offset given: read as UTC' }];
}
