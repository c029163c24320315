import { useId } from 'preact/hooks';
import { LOCALES } from '../../format/locale.ts';
import { Field } from './field.tsx';

interface Props {
  value: string;
  onChange(value: string): void;
}

export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Any zone of the browser's; typing searches. */
export function ZoneField({ value, onChange }: Props) {
  const list = useId();
  return (
    <Field label="Time zone" name="timezone" hint={`Its midnight begins a day. It is now ${clock(value)} there.`}>
      {(control) => (
        <>
          <input
            {...control}
            list={list}
            value={value}
            required
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => onChange(event.currentTarget.value.trim())}
          />
          <datalist id={list}>
            {[...new Set([OWN_ZONE, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function clock(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat(LOCALES as string[], { timeZone, hour: 'numeric', minute: '2-digit' }).format();
  } catch {
    // Half written.
    return '…';
  }
}
