import type { z } from 'zod';
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
