import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import { STEP_KINDS, type StepKind } from '../../../contract/grammar.ts';
import type { Step } from './funnel-address.ts';

interface Props {
  /** 0 for the first. */
  place: number;
  step: Step;
  /** The id of the list that suggests values. */
  list: string;
  conversions: readonly ConversionEvent[];
  onChange(step: Step): void;
  /** Null where a funnel needs the step. */
  onRemove: (() => void) | null;
}

const KIND_NAMES: Record<StepKind, string> = { page: 'Page', event: 'Event', conversion: 'Conversion' };
const EXAMPLES: Record<StepKind, string> = {
  page: '/pricing or /blog/*',
  event: 'signup or signup;plan=pro',
  conversion: '',
};

/** One step: what kind it is, and which one. */
export function StepField({ place, step, list, conversions, onChange, onRemove }: Props) {
  const name = `Step ${place + 1}`;
  const known = conversions.some(({ id, name }) => id === step.value || name === step.value);
  return (
    <li class="step">
      <select
        aria-label={`${name}: kind`}
        value={step.kind}
        onChange={(event) =>
          onChange({ kind: STEP_KINDS.find((kind) => kind === event.currentTarget.value) ?? 'page', value: '' })
        }
      >
        {STEP_KINDS.map((kind) => (
          <option key={kind} value={kind} disabled={kind === 'conversion' && conversions.length === 0}>
            {KIND_NAMES[kind]}
          </option>
        ))}
      </select>
      {step.kind === 'conversion' ? (
        <select
          aria-label={name}
          value={step.value}
          onChange={(event) => onChange({ ...step, value: event.currentTarget.value })}
        >
          {!known && <option value={step.value}>{step.value === '' ? 'Choose one' : step.value}</option>}
          {conversions.map(({ id, name }) => (
            <option key={id} value={name === step.value ? name : id}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          aria-label={name}
          list={list}
          value={step.value}
          placeholder={EXAMPLES[step.kind]}
          maxLength={600}
          onChange={(event) => onChange({ ...step, value: event.currentTarget.value })}
        />
      )}
      <button
        type="button"
        class="button"
        aria-label={`Remove step ${place + 1}`}
        disabled={onRemove === null}
        onClick={() => onRemove?.()}
      >
        ×
      </button>
    </li>
  );
}
