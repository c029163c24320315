import type { Website } from '../model/website.ts';
import type { Registry } from '../store/registry/index.ts';
import { Mistake } from './mistake.ts';

/** The website of an id that the operator named. Throws a mistake that says where to find the ids. */
export function findWebsite(registry: Registry, id: string): Website {
  const website = registry.website(id);
  if (website === null) throw new Mistake(`There is no website ${id}. See: bizness website list`);
  return website;
}
