import { Refusal } from '../../contract/problem.ts';
import { createAdmission } from '../demands/admit.ts';
import { createAddressReader } from '../demands/client-address.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Context, Middleware } from '../state.ts';

/** What no route has answered: 405 where the path exists, else 404. A key that comes along is charged for it, as for any mistake. */
export function unmatched(dependencies: Dependencies): Middleware {
  const { charge } = createAdmission(dependencies);
  const addressOf = createAddressReader(dependencies.trustProxy);
  return async (ctx) => {
    const allowed = allowedMethods(ctx);
    const allow = [...allowed, 'OPTIONS'].join(', ');
    if (ctx.method === 'OPTIONS' && allowed.length > 0) {
      ctx.set('Allow', allow);
      ctx.status = 204;
      return;
    }
    await charge(ctx, addressOf(ctx.req));
    if (allowed.length === 0) throw new Refusal({ code: 'NOT_FOUND', message: 'No such endpoint' });
    throw new Refusal(
      { code: 'METHOD_NOT_ALLOWED', message: `This endpoint answers ${allow}`, details: { allowed } },
      { Allow: allow },
    );
  };
}

/** The router leaves every layer whose path matched on the context. */
function allowedMethods(ctx: Context): string[] {
  const layers = (ctx.matched ?? []) as { methods: string[] }[];
  return [...new Set(layers.flatMap((layer) => layer.methods))].sort();
}
