import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';

/** So long after the last key the question is asked. */
const PAUSE_MS = 350;

/**
 * What a change would do, asked while it is being written. A `body` of null asks nothing. `preview` is the newest answer, and
 * `stale` while it is of an earlier body.
 */
export function usePreview<Preview>(path: string, body: object | null) {
  const key = body === null ? null : JSON.stringify(body);
  const [answer, setAnswer] = useState<{ key: string; preview: Preview } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const preview = await api.post<Preview>(path, JSON.parse(key));
        if (!wanted) return;
        setAnswer({ key, preview });
        setProblem(null);
      } catch (error) {
        if (wanted) setProblem(asProblem(error));
      }
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, key]);
  return { preview: answer?.preview ?? null, stale: answer?.key !== key, problem };
}
