import { useEffect, useId, useState } from 'preact/hooks';
import { FUNNEL_MAX_STEPS, FUNNEL_MIN_STEPS } from '../../../contract/limits.ts';
import { Panel } from '../../parts/panel.tsx';
import { type Funnel, type Step, stepValue } from './funnel-address.ts';
import { FunnelOptions } from './funnel-options.tsx';
import { StepField } from './step-field.tsx';
import type { Suggestions } from './use-suggestions.ts';

interface Props {
  funnel: Funnel;
  suggestions: Suggestions;
  onChange(funnel: Funnel): void;
}

const EMPTY: Step = { kind: 'page', value: '' };

const isWhole = ({ value }: Step): boolean => value.trim() !== '';
/** Steps to fill in: those asked for, and room for as many as a funnel needs. */
const toFill = (steps: readonly Step[]): Step[] => [
  ...steps,
  ...Array<Step>(Math.max(0, FUNNEL_MIN_STEPS - steps.length)).fill(EMPTY),
];

/** The steps, each chosen from what the website has, and how they are counted. Whole steps alone are asked for. */
export function FunnelBuilder({ funnel, suggestions, onChange }: Props) {
  const id = useId();
  const [draft, setDraft] = useState(() => toFill(funnel.steps));
  const asked = JSON.stringify(funnel.steps);
  // Another funnel than the draft's comes from elsewhere, such as Back.
  useEffect(() => {
    setDraft((now) => (JSON.stringify(now.filter(isWhole)) === asked ? now : toFill(JSON.parse(asked) as Step[])));
  }, [asked]);
  const change = (steps: Step[]) => {
    setDraft(steps);
    const whole = steps.filter(isWhole);
    if (whole.length >= FUNNEL_MIN_STEPS && JSON.stringify(whole) !== asked) onChange({ ...funnel, steps: whole });
  };
  return (
    <Panel title="Steps">
      <ol class="steps">
        {draft.map((step, place) => (
          <StepField
            key={place}
            place={place}
            step={step}
            list={`${id}-${step.kind}`}
            conversions={suggestions.conversions}
            onChange={(next) => change(draft.with(place, next))}
            onRemove={draft.length > FUNNEL_MIN_STEPS ? () => change(draft.toSpliced(place, 1)) : null}
          />
        ))}
      </ol>
      <datalist id={`${id}-page`}>
        {suggestions.pages.map((page) => (
          <option key={page} value={stepValue('page', page)} />
        ))}
      </datalist>
      <datalist id={`${id}-event`}>
        {suggestions.events.map((event) => (
          <option key={event} value={stepValue('event', event)} />
        ))}
      </datalist>
      <div class="form-line">
        <button
          type="button"
          class="button"
          disabled={draft.length >= FUNNEL_MAX_STEPS}
          onClick={() => setDraft([...draft, EMPTY])}
        >
          + Step
        </button>
        <FunnelOptions funnel={funnel} onChange={onChange} />
      </div>
    </Panel>
  );
}
