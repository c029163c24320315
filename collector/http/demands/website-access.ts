import { reaches } from '../../account/key.ts';
import { invalid, Refusal } from '../../contract/problem.ts';
import type { Caller } from '../../model/caller.ts';
import type { Website } from '../../model/website.ts';
import type { Registry } from '../../store/registry/index.ts';

/** A website within a caller's reach. Beyond it and unknown are refused alike, so that nobody can ask which ids exist. */
export function reachableWebsite(registry: Registry, caller: Caller, id: string): Website {
  const website = reaches(caller, id) ? registry.website(id) : null;
  if (website === null) throw websiteNotFound();
  return website;
}

/** Throws a refusal unless each of the ids in `websites` is of a website within the caller's reach. */
export function requireWebsites(registry: Registry, caller: Caller, ids: readonly string[]): void {
  ids.forEach((id, index) => {
    if (!reaches(caller, id) || registry.website(id) === null) throw invalid(['websites', index], 'id of a website');
  });
}

export function websiteNotFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such website',
    details: { field: 'website_id', expected: 'id of a website' },
  });
}
