interface Props<Value extends string> {
  /** What is chosen. */
  title: string;
  options: readonly { id: Value; name: string }[];
  chosen: Value;
  onChoose(id: Value): void;
}

/** A few options, one of them chosen, all of them seen. */
export function Choice<Value extends string>({ title, options, chosen, onChoose }: Props<Value>) {
  return (
    <fieldset class="choice">
      <legend class="only-heard">{title}</legend>
      {options.map(({ id, name }) => (
        <button key={id} type="button" class="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
