import { count } from '../../format/number.ts';
import { TextField } from '../../parts/form/text-field.tsx';

/** Characters of the shortest password. */
export const PASSWORD_MIN = 10;

/** What a new password still lacks. */
export function lengthHint(password: string): string {
  const missing = PASSWORD_MIN - [...password].length;
  if (missing <= 0) return 'Long enough.';
  if (missing === PASSWORD_MIN) return `At least ${count(PASSWORD_MIN)} characters. Several words are easiest to keep.`;
  return missing === 1 ? 'One character more.' : `${count(missing)} characters more.`;
}

interface Props {
  value: string;
  onChange(value: string): void;
}

/** A new password, with what it still lacks. */
export function PasswordField({ value, onChange }: Props) {
  return (
    <TextField
      label="Password"
      name="password"
      type="password"
      autocomplete="new-password"
      required
      hint={lengthHint(value)}
      value={value}
      onChange={onChange}
    />
  );
}
