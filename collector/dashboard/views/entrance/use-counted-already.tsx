import type { ComponentChildren } from 'preact';
import { useSituation } from '../../state/context.ts';
import { isSameDomain } from './domain.ts';

/**
 * What to say of a domain that another website has: a second one would divide its numbers, and few mean that. Null where no
 * other has it. `except` is the id of the website whose domain it is.
 */
export function useCountedAlready(domain: string, except: string | null): ComponentChildren | null {
  const { websites } = useSituation();
  const twin = websites.find(({ id, domain: other }) => id !== except && isSameDomain(domain, other));
  if (twin === undefined) return null;
  return (
    <>
      Counted already, as <a href={`/sites/${encodeURIComponent(twin.id)}`}>{twin.name}</a>. A second website has
      numbers of its own.
    </>
  );
}
