import { FILTER_OPERATORS, type FilterOperator } from './vocabulary.ts';

/*
 * How lists, filters and the steps of a funnel are written in a parameter, and how they are read: the one place that
 * knows. The API reads by it, the dashboard reads and writes by it, and what one writes the other reads as it was.
 *
 * A backslash before a separator, a backslash or a blank means that character itself; before any other it is a
 * backslash. Blanks beside a separator are not meant, unless they are written so; but a blank before the comma of a filter
 * is, as nobody writes one there, and so is one at the end of all.
 */

const isBlank = (character: string): boolean => /^\s$/.test(character);

interface Reading {
  /** Any of these ends the part. */
  ends: string;
  /** What may be written with a backslash. */
  separators: string;
  /** Whether blanks at the beginning and at the end of the part are meant. */
  keeps?: { beginning: boolean; end: boolean };
}

const TRIMMED = { beginning: false, end: false };

/** What stands in `text` from a place on, and where it ends. */
function readPart(
  text: string,
  from: number,
  { ends, separators, keeps = TRIMMED }: Reading,
): { part: string; end: number } {
  let part = '';
  /** Length of the part without the blanks at its end. */
  let kept = 0;
  let at = from;
  for (; at < text.length && !ends.includes(text.charAt(at)); at += 1) {
    const next = text.charAt(at + 1);
    const isMeant = text[at] === '\\' && next !== '' && (next === '\\' || separators.includes(next) || isBlank(next));
    if (isMeant) at += 1;
    const character = text.charAt(at);
    if (!isMeant && isBlank(character)) {
      if (part !== '' || keeps.beginning) part += character;
    } else {
      part += character;
      kept = part.length;
    }
  }
  return { part: keeps.end ? part : part.slice(0, kept), end: at };
}

function writePart(part: string, separators: string): string {
  return part.replace(new RegExp(`[\\\\${separators}]|^\\s|\\s$`, 'g'), '\\$&');
}

/** A list with commas between: `US,CA`. Every list has at least one value, which may be empty. */
export const readList = (text: string): string[] => readParts(text, () => TRIMMED);

function readParts(text: string, keeps: (from: number) => typeof TRIMMED): string[] {
  const values: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const { part, end } = readPart(text, at, { ends: ',', separators: ',', keeps: keeps(at) });
    values.push(part);
    at = end + 1;
  }
  return values;
}

export const writeList = (values: readonly string[]): string => values.map((value) => writePart(value, ',')).join(',');

/** A condition on a label. */
export interface Condition {
  operator: FilterOperator;
  /** Any of these. */
  values: string[];
}

/** `US,CA`, `starts_with:/blog`. `isNamed` says whether the operator was written; without one it is `is`. */
export function readFilter(text: string): Condition & { isNamed: boolean } {
  const prefix = /^([a-z_]+):/.exec(text)?.[1];
  const operator = FILTER_OPERATORS.find((one) => one === prefix);
  const list = operator === undefined ? text : text.slice(operator.length + 1);
  const values = readParts(list, (from) => ({ beginning: from === 0, end: true }));
  return { operator: operator ?? 'is', values, isNamed: operator !== undefined };
}

/** The operator is always written: a value may look like one. */
export const writeFilter = ({ operator, values }: Condition): string => `${operator}:${writeList(values)}`;

export const STEP_KINDS = ['page', 'event', 'conversion'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export type StepValue = string | number | boolean | null;

/** A step of a funnel. */
export interface Step {
  kind: StepKind;
  /** A path, which may have wildcards; the name of an event; the name or id of a conversion event. */
  subject: string;
  /** Properties and what they must equal; a conversion event has none. */
  conditions: [key: string, value: StepValue][];
}

/** A page as a path that means it alone: in a pattern a star means others too, and a blank at the end gets lost. */
export const writePath = (page: string): string =>
  page.replaceAll('*', '%2A').replace(/\s$/, (blank) => encodeURIComponent(blank));

/** What a step is of, and what is written behind that: `page:/pricing`, or without its kind `/pricing` and `signup`. */
export function readStepKind(text: string): { kind: StepKind; rest: string } {
  const begun = text.trimStart();
  const kind = STEP_KINDS.find((one) => begun.startsWith(`${one}:`));
  if (kind !== undefined) return { kind, rest: begun.slice(kind.length + 1) };
  return { kind: begun.startsWith('/') ? 'page' : 'event', rest: begun };
}

const SEPARATORS = ';=';

/** `page:/pricing`, `event:signup;plan=pro;seats=2`. A condition without `=` has the value undefined. */
export function readStep(text: string): Omit<Step, 'conditions'> & { conditions: [string, StepValue | undefined][] } {
  const { kind, rest } = readStepKind(text);
  const ends = kind === 'conversion' ? '' : ';';
  const whole = readPart(rest, 0, { ends, separators: SEPARATORS, keeps: { beginning: false, end: true } });
  const isLast = whole.end === rest.length;
  const subject = isLast ? whole : readPart(rest, 0, { ends, separators: SEPARATORS });
  const conditions: [string, StepValue | undefined][] = [];
  for (let at = subject.end + 1; at <= rest.length; ) {
    const { condition, end } = readConditionUpTo(';', rest, at);
    conditions.push(condition);
    at = end + 1;
  }
  return { kind, subject: subject.part, conditions };
}

export const writeStep = ({ kind, subject, conditions }: Step): string =>
  [`${kind}:${writePart(subject, SEPARATORS)}`, ...conditions.map(writeCondition)].join(';');

/** One condition alone: `plan=pro`. Without `=` its value is undefined. */
export const readCondition = (text: string) => readConditionUpTo('', text, 0).condition;

function readConditionUpTo(ends: '' | ';', text: string, from: number) {
  const key = readPart(text, from, { ends: `=${ends}`, separators: SEPARATORS });
  const { value, end } =
    text[key.end] === '=' ? readValue(text, key.end + 1, ends) : { value: undefined, end: key.end };
  return { condition: [key.part, value] as [key: string, value: StepValue | undefined], end };
}

export const writeCondition = ([key, value]: [key: string, value: StepValue]): string =>
  `${writePart(key, SEPARATORS)}=${writeValue(value)}`;

/** A text in quotes, as in JSON. */
const QUOTED = /\s*("(?:[^"\\]|\\.)*")\s*/sy;

/** `2`, `true` and `null` are what they are in JSON, as is what stands in quotes; the rest is text. */
function readValue(text: string, from: number, ends: '' | ';'): { value: StepValue; end: number } {
  QUOTED.lastIndex = from;
  const [all = '', quoted = ''] = QUOTED.exec(text) ?? [];
  const value = parse(quoted);
  const after = text.charAt(from + all.length);
  if (value !== undefined && (after === '' || after === ends)) return { value, end: from + all.length };
  const { part, end } = readPart(text, from, { ends, separators: SEPARATORS });
  return { value: plainValue(part), end };
}

function plainValue(text: string): StepValue {
  const value = /^(?:-?\d|true$|false$|null$)/.test(text) ? parse(text) : undefined;
  // 1e999 is no number that a property could have.
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? text : value;
}

function writeValue(value: StepValue): string {
  const isPlain = typeof value === 'string' && !/^"|[\r\n]/.test(value) && plainValue(value) === value;
  return isPlain ? writePart(value, SEPARATORS) : JSON.stringify(value);
}

function parse(json: string): StepValue | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
