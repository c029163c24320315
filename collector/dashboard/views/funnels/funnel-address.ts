import { SESSION_DIMENSIONS, type SessionDimension } from '../../../contract/dimensions.ts';
import * as grammar from '../../../contract/grammar.ts';
import { readStepKind, type StepKind, writePath } from '../../../contract/grammar.ts';
import { FUNNEL_SCOPES, type FunnelScope } from '../../../contract/vocabulary.ts';
import type { Asking } from '../../state/use-question.ts';

/** One step as it is built: `value` is what follows the kind in the API's words, conditions included. */
export interface Step {
  kind: StepKind;
  value: string;
}

/** A funnel as the address says it. */
export interface Funnel {
  steps: Step[];
  window: string;
  scope: FunnelScope;
  dimension: SessionDimension | null;
}

export const DEFAULT_WINDOW = '7d';

/** Reads a step: `page:/pricing`, or without its kind as the API reads it. */
export function readStep(text: string): Step {
  const { kind, rest } = readStepKind(text);
  return { kind, value: rest };
}

/** A blank at the end that somebody has typed is not meant; one that is has a backslash before it. */
export const writeStep = ({ kind, value }: Step): string => `${kind}:${value.replace(/(?<!\\)\s+$/, '')}`;

/** A page or the name of an event as a step's value: whatever would mean more is meant itself. */
export const stepValue = (kind: 'page' | 'event', name: string): string =>
  readStepKind(grammar.writeStep({ kind, subject: kind === 'page' ? writePath(name) : name, conditions: [] })).rest;

export function readFunnel({ param, params }: Asking): Funnel {
  return {
    steps: params('step').map(readStep),
    window: param('window') ?? DEFAULT_WINDOW,
    scope: FUNNEL_SCOPES.find((scope) => scope === param('scope')) ?? 'visitor',
    dimension: SESSION_DIMENSIONS.find((dimension) => dimension === param('dimension')) ?? null,
  };
}

/** A funnel as parameters of the address and of the API alike. */
export const writeFunnel = ({ steps, window, scope, dimension }: Funnel) => ({
  step: steps.map(writeStep),
  window: window === DEFAULT_WINDOW ? null : window,
  scope: scope === 'visitor' ? null : scope,
  dimension,
});
