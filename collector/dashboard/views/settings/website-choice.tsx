import { Tick } from '../../parts/form/field.tsx';
import { useSituation } from '../../state/context.ts';

interface Props {
  legend: string;
  /** Null is all of them, later ones included. */
  value: readonly string[] | null;
  onChange(value: string[] | null): void;
}

/** Which websites something is for. */
export function WebsiteChoice({ legend, value, onChange }: Props) {
  const { websites } = useSituation();
  return (
    <fieldset class="ticks">
      <legend>{legend}</legend>
      <Tick
        label="All websites, later ones too"
        checked={value === null}
        onChange={(all) => onChange(all ? null : websites.slice(0, 1).map(({ id }) => id))}
      />
      {value !== null &&
        websites.map(({ id, name }) => (
          <Tick
            key={id}
            label={name}
            checked={value.includes(id)}
            onChange={(on) => onChange(on ? [...value, id] : value.filter((one) => one !== id))}
          />
        ))}
    </fieldset>
  );
}

/** The same in words. */
export function useWebsiteNames(): (ids: readonly string[] | null) => string {
  const { websites } = useSituation();
  return (ids) =>
    ids === null
      ? 'All websites'
      : ids.map((id) => websites.find((website) => website.id === id)?.name ?? id).join(', ');
}
