import { ownsAccount } from '../../account/person.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Scope } from '../../contract/vocabulary.ts';
import type { Caller } from '../../model/caller.ts';

/** Throws a refusal unless the caller may do what the endpoint does. Which websites it reaches is judged with each. */
export function requirePermission(caller: Caller, endpoint: Endpoint): void {
  if (caller.kind === 'share') {
    if (endpoint.shared !== true) throw forbidden('A share link may not do this', 'an API key or a signed-in person');
    return;
  }
  const { scope } = endpoint;
  if (scope !== null) requireScope(caller, scope);
  else if (endpoint.shared === true) throw forbidden('Only a share link may ask this', 'a share link');
  else if (caller.kind !== 'person') throw forbidden('An API key may not do this', 'a signed-in person');
  else if (endpoint.owner === true && !ownsAccount(caller.person)) {
    throw forbidden('Only an owner of the whole account may do this', 'owner');
  }
  if (endpoint.accountWide === true) requireAccountWide(caller);
}

/** Throws a refusal that names the scope. */
export function requireScope({ kind, scopes }: Caller, scope: Scope): void {
  if (scopes.includes(scope)) return;
  throw forbidden(
    kind === 'person' ? `Your role lacks the scope ${scope}` : `The API key lacks the scope ${scope}`,
    scope,
  );
}

export function requireAccountWide({ kind, websites }: Caller): void {
  if (websites === null) return;
  throw kind === 'person'
    ? forbidden('You are bound to websites; this needs the whole account', 'account-wide person')
    : forbidden('The API key is bound to websites; this needs a key of the whole account', 'account-wide key');
}

export function forbidden(message: string, expected: string): Refusal {
  return new Refusal({ code: 'FORBIDDEN', message, details: { expected } });
}
