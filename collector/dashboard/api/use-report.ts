import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { address, api, type Query } from './client.ts';
import { ApiProblem } from './problem.ts';

export interface Report<T> {
  /** The newest answer; while another is on its way, the one before. Null until the first. */
  data: T | null;
  /** Whether `data` answers an earlier question than the one asked. */
  stale: boolean;
  problem: ApiProblem | null;
  reload(): void;
}

/** Answers by address, for going back without waiting. */
const KEPT = new Map<string, unknown>();
const MOST_KEPT = 50;

function keep(key: string, answer: unknown): void {
  KEPT.delete(key);
  KEPT.set(key, answer);
  if (KEPT.size > MOST_KEPT) KEPT.delete(KEPT.keys().next().value as string);
}

/** Forgets all answers: after a write, or when somebody else logs in. */
export function forgetAnswers(): void {
  KEPT.clear();
}

/**
 * Asks the API, again whenever the question changes, and every so many ms while the page can be seen. A null `query`
 * asks nothing.
 */
export function useReport<T>(path: string, query: Query | null, every: number | null = null): Report<T> {
  const key = query === null ? null : address(path, query);
  const [answer, setAnswer] = useState<{ key: string; data: T } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [turn, setTurn] = useState(0);
  const asked = useRef({ path, query });
  asked.current = { path, query };

  // An effect waits until a frame has been painted, which takes longer than many an answer.
  useLayoutEffect(() => {
    const { path, query } = asked.current;
    if (key === null || query === null) return;
    const abort = new AbortController();
    const kept = KEPT.get(key) as T | undefined;
    if (kept !== undefined) setAnswer({ key, data: kept });
    api
      .get<T>(path, query, abort.signal)
      .then((data) => {
        keep(key, data);
        setAnswer({ key, data });
        setProblem(null);
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setProblem(asProblem(error));
      });
    return () => abort.abort();
  }, [key, turn]);

  useEffect(() => {
    if (every === null || key === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setTurn((now) => now + 1);
    }, every);
    return () => clearInterval(timer);
  }, [every, key]);

  const reload = useCallback(() => setTurn((now) => now + 1), []);
  return { data: answer?.data ?? null, stale: answer !== null && answer.key !== key, problem, reload };
}

export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem(0, 'INTERNAL_ERROR', String((error as Error).message ?? error));
