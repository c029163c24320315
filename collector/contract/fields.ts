import { z } from 'zod';
import { readAddress } from './address.ts';
import { ID_MAX_BYTES, PROPERTIES_MAX_DEPTH, PROPERTIES_MAX_KEYS, STRING_MAX } from './limits.ts';
import { zoneName } from './time-zone.ts';
import { parseTimestamp } from './timestamp.ts';

/*
 * Fields that several shapes share. A schema's message is the `expected` phrase of the error a caller reads,
 * so it says what would have been right, never what was wrong.
 */

/** An opaque id that a caller brings: 1 to 128 bytes of UTF-8. */
export const callerId = z
  .string('string')
  .refine((id) => id.length > 0 && id.length <= ID_MAX_BYTES && utf8Length(id) <= ID_MAX_BYTES, {
    error: `string of 1 to ${ID_MAX_BYTES} bytes`,
  });

function utf8Length(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A string of up to 2,000 code points. */
export const text = z.string('string').refine(fitsText, { error: `string of at most ${STRING_MAX} characters` });

/** An IP address in any spelling; its one spelling out. */
export const ipAddress = z
  .string('IP address')
  .refine((given) => readAddress(given) !== null, 'IP address')
  .transform((given) => readAddress(given) as string)
  .describe('IPv4 or IPv6, also with a port, in brackets or quotes, or with a zone');

/** A string that is not empty and not longer than `max`. */
export const characters = (max: number) => {
  const expected = `string of 1 to ${max} characters`;
  return z
    .string('string')
    .min(1, expected)
    .refine((value) => [...value].length <= max, { error: expected })
    .meta({ maxLength: max });
};

/** A whole number within bounds. */
export const whole = (min: number, max: number) => {
  const expected = `integer of ${min} to ${max}`;
  return z.int(expected).min(min, expected).max(max, expected);
};

/** One of some words, which the error lists. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, `one of ${words.join(', ')}`);

/** ISO 8601 from 1970 on, with any offset; without one it is read as UTC. */
export const timestamp = z.iso
  .datetime({ offset: true, local: true, error: 'ISO 8601 timestamp' })
  .refine((value) => parseTimestamp(value) >= 0, { error: 'ISO 8601 timestamp' });

/**
 * An object with keys of the sender's own. Not `z.record`, which leaves out the key `__proto__`: a condition on it would
 * vanish, and everything meet what is left.
 * @param item What each value must be.
 * @param document What an object of these is in the documentation of the API.
 */
export function record<Item extends z.ZodType>(
  item: Item,
  expected: string,
  document: { additionalProperties: object } = { additionalProperties: {} },
) {
  const schema = z.unknown().superRefine((value, context) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'invalid_type', expected: 'record', message: expected, input: value, continue: false });
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      for (const issue of item.safeParse(inner).error?.issues ?? []) {
        context.addIssue({ ...issue, input: inner, path: [key, ...issue.path] } as never);
      }
    }
  });
  return schema.meta({ type: 'object', ...document }) as unknown as z.ZodType<
    Record<string, z.output<Item>>,
    Record<string, z.output<Item>>
  >;
}

/** Custom data of an event or a payment. */
export const properties = record(z.unknown(), 'object').superRefine((value, context) => {
  if (Object.keys(value).length > PROPERTIES_MAX_KEYS) {
    context.addIssue({ code: 'custom', message: `object of at most ${PROPERTIES_MAX_KEYS} keys`, path: [] });
    return;
  }
  const flaw = findFlaw(value, 1, []);
  if (flaw !== null) context.addIssue({ code: 'custom', message: flaw.expected, path: flaw.path });
});

interface Flaw {
  path: PropertyKey[];
  expected: string;
}

function findFlaw(value: unknown, depth: number, path: PropertyKey[]): Flaw | null {
  if (typeof value === 'string') {
    return fitsText(value) ? null : { path, expected: `string of at most ${STRING_MAX} characters` };
  }
  if (typeof value === 'number') return Number.isFinite(value) ? null : { path, expected: 'finite number' };
  if (typeof value !== 'object' || value === null) return null;
  if (depth > PROPERTIES_MAX_DEPTH) return { path, expected: `nesting of at most ${PROPERTIES_MAX_DEPTH} levels` };
  for (const [key, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    if (!fitsText(key)) return { path, expected: `keys of at most ${STRING_MAX} characters` };
    if (typeof inner === 'string' ? fitsText(inner) : typeof inner === 'boolean') continue;
    const flaw = findFlaw(inner, depth + 1, [...path, at]);
    if (flaw !== null) return flaw;
  }
  return null;
}

function fitsText(value: string): boolean {
  if (value.length <= STRING_MAX) return true;
  if (value.length > STRING_MAX * 2) return false;
  return [...value].length <= STRING_MAX;
}

/** A zone that `Intl` knows, in any case and by any of its names; by its IANA name of today out. */
export const timeZone = z.string('IANA time zone').transform((text, context) => {
  const name = zoneName(text);
  if (name === null) context.addIssue({ code: 'custom', message: 'IANA time zone' });
  return name ?? z.NEVER;
});

/** ISO 4217 code in any case; upper case out. Whether the code exists is the collector's to say. */
export const currency = z
  .string('ISO 4217 currency code')
  .trim()
  .regex(/^[A-Za-z]{3}$/, 'ISO 4217 currency code')
  .transform((code) => code.toUpperCase());

const COUNTRY = 'ISO 3166 country code';
/** ISO 3166 code in any case; upper case out. */
export const countryCode = z
  .string(COUNTRY)
  .regex(/^[A-Za-z]{2}$/, COUNTRY)
  .transform((code) => code.toUpperCase());

/** Something to tell the caller that did not stop the request. */
export const warning = z.object({ code: z.string(), field: z.string(), message: z.string() });
export type Warning = z.infer<typeof warning>;
export const warnings = z.array(warning).optional();
