import { reaches } from '../../account/key.ts';
import { Refusal } from '../../contract/problem.ts';
import type { ApiKey, Website } from '../../model/website.ts';
import type { Registry } from '../../store/registry.ts';

/** A website within a key's reach. Beyond it and unknown are refused alike, so that nobody can ask which ids exist. */
export function reachableWebsite(registry: Registry, key: ApiKey, id: string): Website {
  const website = reaches(key, id) ? registry.website(id) : null;
  if (website === null) throw websiteNotFound();
  return website;
}

export function websiteNotFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such website',
    details: { field: 'website_id', expected: 'id of a website' },
  });
}
