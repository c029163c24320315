import { invalid } from '../contract/problem.ts';
import { zoneName } from '../contract/time-zone.ts';

/** The name of a zone that is asked in. Throws a refusal of the parameter `timezone` for what is none. */
export function requireZone(text: string): string {
  const name = zoneName(text);
  if (name === null) throw invalid('timezone', 'IANA time zone such as Europe/Paris');
  return name;
}
