import { z } from 'zod';
import { readList } from '../../contract/grammar.ts';
import { fieldProblem, invalid, Refusal } from '../../contract/problem.ts';

/* The small words that questions are made of. Each refusal names the parameter and what is allowed. */

/**
 * Refuses a parameter that the documentation of a query does not name, and one given twice that may not be. Filters may:
 * several hold together, also of the same dimension. What they say is judged elsewhere.
 */
export function assertKnown(params: URLSearchParams, documented: z.ZodRawShape): void {
  const seen = new Set<string>();
  for (const name of params.keys()) {
    if (name === '') throw invalid('query', 'parameters that have a name');
    if (name.startsWith('filter_')) continue;
    const schema = Object.hasOwn(documented, name) ? documented[name] : undefined;
    if (seen.has(name) && !(schema instanceof z.ZodArray)) {
      throw invalid(name, 'a parameter given once; several values are separated by commas');
    }
    seen.add(name);
    if (schema === undefined) {
      const named = Object.keys(documented).filter((known) => !known.startsWith('filter_'));
      const allowed = [...named, 'filter_<dimension>'].join(', ');
      throw new Refusal(fieldProblem(name, `one of ${allowed}`, 'UNKNOWN_FIELD'));
    }
  }
}

/** The different words of a comma list. */
export function list(field: string, text: string): string[] {
  const words = [...new Set(readList(text))].filter((word) => word !== '');
  if (words.length === 0) throw invalid(field, 'one or more words, separated by commas');
  return words;
}

export function oneOf<T extends string>(field: string, word: string, allowed: readonly T[]): T {
  if (!(allowed as readonly string[]).includes(word)) throw invalid(field, `one of ${allowed.join(', ')}`);
  return word as T;
}

export function integer(field: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < min || value > max) throw invalid(field, `integer of ${min} to ${max}`);
  return value;
}
