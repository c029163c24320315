import type { ComponentChildren } from 'preact';
import { Field } from './field.tsx';

interface Props {
  label: string;
  name: string;
  hint: ComponentChildren;
  placeholder?: string;
  /** As it is written: the list is made of it when it is saved. */
  value: string;
  onChange(value: string): void;
}

/** Several values, one to a line. */
export function LinesField({ label, name, hint, placeholder, value, onChange }: Props) {
  return (
    <Field label={label} name={name} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          rows={2}
          value={value}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          {...(placeholder === undefined ? {} : { placeholder })}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
