import { useEffect, useState } from 'preact/hooks';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { useSite } from '../../state/context.ts';
import { writeQuestion } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { askFirstSales, type FirstSales } from './first-sales.ts';

interface Found {
  /** Null until they are known, and where nobody asks. */
  found: FirstSales | null;
  problem: ApiProblem | null;
}
const NOTHING: Found = { found: null, problem: null };

/** Asks only who wants to know: all that was ever sold is looked through. Null of a `period` asks nothing. */
export function useFirstSales(period: OverviewAnswer['period'] | null): Found {
  const site = useSite();
  const { question } = useQuestion();
  const [found, setFound] = useState(NOTHING);
  const key =
    period === null ? null : [site.id, period.start, period.end, period.interval, writeQuestion(question)].join(' ');
  useEffect(() => {
    setFound(NOTHING);
    if (period === null) return;
    const abort = new AbortController();
    askFirstSales(site.id, question, period, abort.signal)
      .then((found) => setFound({ found, problem: null }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setFound({ found: null, problem: asProblem(error) });
      });
    return () => abort.abort();
  }, [key]);
  return found;
}
