import { useState } from 'preact/hooks';
import { address, api, type Query } from './client.ts';
import type { ApiProblem } from './problem.ts';
import { asProblem, type Report, useReport } from './use-report.ts';

/** An answer that tells one page of a list. */
interface Page {
  pagination: { has_more: boolean; next_cursor: string | null };
}

export interface Pages<T> extends Report<T> {
  /** Answers so far, the first page's first. */
  pages: readonly T[];
  hasMore: boolean;
  /** Whether a further page is on its way. */
  waiting: boolean;
  more(): void;
}

/** A list of the API, page after page; from its first page again when the question changes. */
export function usePages<T extends Page>(path: string, query: Query | null): Pages<T> {
  const first = useReport<T>(path, query);
  const key = query === null ? '' : address(path, query);
  const [further, setFurther] = useState<{ key: string; pages: T[] }>({ key, pages: [] });
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const later = further.key === key ? further.pages : [];
  const pages = first.data === null ? [] : [first.data, ...later];
  const last = pages.at(-1);
  const more = () => {
    const cursor = last?.pagination.next_cursor;
    if (waiting || query === null || typeof cursor !== 'string') return;
    setWaiting(true);
    api
      .get<T>(path, { ...query, cursor })
      .then((page) => {
        setFurther({ key, pages: [...later, page] });
        setProblem(null);
      })
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setWaiting(false));
  };
  return {
    ...first,
    problem: first.problem ?? problem,
    pages,
    hasMore: last?.pagination.has_more ?? false,
    waiting,
    more,
  };
}
