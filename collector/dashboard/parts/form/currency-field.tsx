import { LOCALES } from '../../format/locale.ts';
import { Field } from './field.tsx';

interface Props {
  value: string;
  onChange(value: string): void;
}

const names = new Intl.DisplayNames(LOCALES as string[], { type: 'currency' });

/** What money is told in. */
export function CurrencyField({ value, onChange }: Props) {
  const codes = [...new Set([value, 'USD', 'EUR', 'GBP', ...Intl.supportedValuesOf('currency')])];
  return (
    <Field
      label="Currency"
      name="currency"
      hint="Payments in others are converted where you supply the rates of their day."
    >
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {codes.map((code) => (
            <option key={code} value={code}>
              {code} – {names.of(code)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
