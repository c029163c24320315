import type { ComponentChildren } from 'preact';
import { Field } from './field.tsx';

interface Props {
  label: string;
  name: string;
  hint?: ComponentChildren;
  value: string;
  onChange(value: string): void;
  type?: 'text' | 'email' | 'password' | 'number' | 'date';
  inputMode?: 'numeric' | 'decimal' | 'url';
  required?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  min?: number;
  max?: number;
  step?: 'any';
  placeholder?: string;
  /** Id of a list of suggestions. */
  list?: string;
  autocomplete?: string;
  autocapitalize?: 'off';
  spellcheck?: boolean;
}

/** One line of text, a number or a day; the other attributes are the input's. */
export function TextField({ label, name, hint, value, onChange, ...rest }: Props) {
  return (
    <Field label={label} name={name} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <input
          {...(rest as object)}
          {...control}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
