import type { z } from 'zod';
import { fieldsOf } from '../../contract/envelope.ts';
import { fieldProblem, invalid, Refusal, typeName } from '../../contract/problem.ts';
import { problemFromZod } from '../../contract/problem-schema.ts';

/** A value of the schema's shape. Throws the refusal of the first flaw. */
export function requireShape<S extends z.ZodType>(schema: S, input: unknown, where: 'body' | 'query'): z.output<S> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new Refusal(fieldProblem(where, 'object', 'INVALID_TYPE', typeName(input)));
  }
  const result = schema.safeParse(input);
  if (!result.success) throw new Refusal(problemFromZod(result.error, input));
  return result.data;
}

/**
 * What a body changes, where it may be the whole answer of a `GET` or an earlier change: that tells it under a name, beside
 * words of its own, which are taken off. Other fields beside the name are fields of the change.
 */
export function takeBack(body: unknown, name: string, { shape }: z.ZodObject): unknown {
  const { [name]: told, ...beside } = fieldsOf(body);
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return body;
  const others = Object.entries(beside).filter(([key, value]) => shape[key]?.safeParse(value).success !== true);
  return { ...told, ...Object.fromEntries(others) };
}

/** The parameters of a query string, each at most once. */
export function readQuery(params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of params) {
    if (name === '') throw invalid('query', 'parameters that have a name');
    if (name in query) throw invalid(name, 'one value', 'INVALID_VALUE', 'array');
    query[name] = value;
  }
  return { ...query };
}
