import { Refusal } from '../../contract/problem.ts';
import type { Context, Middleware } from '../state.ts';

/** What no route has answered: 405 where the path exists, else 404. */
export const unmatched: Middleware = (ctx) => {
  const allowed = allowedMethods(ctx);
  if (allowed.length === 0) throw new Refusal({ code: 'NOT_FOUND', message: 'No such endpoint' });
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (ctx.method === 'OPTIONS') {
    ctx.set('Allow', allow);
    ctx.status = 204;
    return;
  }
  throw new Refusal(
    { code: 'METHOD_NOT_ALLOWED', message: `This endpoint answers ${allow}`, details: { allowed } },
    { Allow: allow },
  );
};

/** The router leaves every layer whose path matched on the context. */
function allowedMethods(ctx: Context): string[] {
  const layers = (ctx.matched ?? []) as { methods: string[] }[];
  return [...new Set(layers.flatMap((layer) => layer.methods))].sort();
}
