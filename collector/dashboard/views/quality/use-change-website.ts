import { useState } from 'preact/hooks';
import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem, forgetAnswers } from '../../api/use-report.ts';
import { useSite, useSituation } from '../../state/context.ts';

/**
 * Changes the website looked at from what it is now: `changed` says which fields become what. `onChanged` is called once it
 * is done; `problem` is why the last change was refused.
 */
export function useChangeWebsite(onChanged: () => void) {
  const site = useSite();
  const { refresh } = useSituation();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const change = async (changed: (website: WebsiteAnswer) => object) => {
    const path = `/api/websites/${encodeURIComponent(site.id)}`;
    try {
      const { answer, tag } = await api.getTagged<{ website: WebsiteAnswer }>(path);
      await api.putTagged(path, changed(answer.website), tag);
      forgetAnswers();
      await refresh();
      setProblem(null);
      onChanged();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return { change, problem };
}
