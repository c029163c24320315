import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Paths of this repository in backticks or as the target of a link; what has a gap in it (`<name>`, `*`) is no path. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`((?:collector|snippet|test|demo-site|docs)\/[\w./-]+)`/g)].map(
    ([, path]) => path as string,
  );
  const linked = [...text.matchAll(/\]\(\.\.\/(?!\.\.)([\w./-]+)/g)].map(([, path]) => path as string);
  return [...new Set([...quoted, ...linked])];
}

describe('the pages for those who change this', () => {
  it.each(['CONTRIBUTING.md', 'docs/architecture.md', 'docs/dashboard.md', 'docs/enrichment.md', 'docs/seed.md'])(
    '%s names only files and folders that are there',
    (page) => {
      const paths = pathsIn(readFileSync(page, 'utf8'));
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    },
  );
});
