import { writePath } from '../../../contract/grammar.ts';
import { JOURNEY_MAX_STEPS } from '../../../contract/limits.ts';
import { ENTRY_LABEL, EXIT_LABEL, NOT_SET_LABEL } from '../../../contract/vocabulary.ts';
import type { Asking } from '../../state/use-question.ts';

/** Where paths lead on from, or to, and how far. */
export interface Journey {
  direction: 'from' | 'to';
  anchor: string;
  steps: number;
}

const DEFAULT_STEPS = 4;
export const STEP_CHOICES = Array.from({ length: JOURNEY_MAX_STEPS }, (_, place) => place + 1);

export function readJourney({ param }: Asking): Journey {
  const [from, to] = [param('from'), param('to')];
  const steps = Number(param('steps') ?? DEFAULT_STEPS);
  return {
    direction: from === null && to !== null ? 'to' : 'from',
    anchor: from ?? to ?? ENTRY_LABEL,
    steps: STEP_CHOICES.includes(steps) ? steps : DEFAULT_STEPS,
  };
}

/** A journey as parameters of the address. */
export function writeJourney({ direction, anchor, steps }: Journey): Record<string, string | null> {
  const usual = direction === 'from' && anchor === ENTRY_LABEL;
  return {
    from: direction === 'from' && !usual ? anchor : null,
    to: direction === 'to' ? anchor : null,
    steps: steps === DEFAULT_STEPS ? null : String(steps),
  };
}

/** The journey around a place of the drawing: on from it, or to it where paths were followed backwards. */
export function anchoredAt(journey: Journey, page: string): Journey {
  const direction = page === ENTRY_LABEL ? 'from' : page === EXIT_LABEL ? 'to' : journey.direction;
  return { ...journey, direction, anchor: writePath(page) };
}

/** A place on the way as a person reads it. */
export const placeName = (page: string): string =>
  page === ENTRY_LABEL ? 'Came' : page === EXIT_LABEL ? 'Left' : page === NOT_SET_LABEL ? 'Not set' : page;
