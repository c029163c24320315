import type { Website } from '../model/website.ts';
import type { Registry } from '../store/registry/index.ts';

const PAGE = 500;

/** Websites in order of id, those that `ids` names (null: all), read page by page as they are asked for. */
export function* everyWebsite(
  registry: Pick<Registry, 'websites'>,
  ids: readonly string[] | null,
): Generator<Website, void> {
  for (let after: string | null = null; ; ) {
    const page: Website[] = registry.websites(ids, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
