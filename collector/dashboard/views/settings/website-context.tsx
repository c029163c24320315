import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { WebsiteAnswer, WebsitePutBody } from '../../../contract/account/website.ts';
import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem, forgetAnswers } from '../../api/use-report.ts';
import { Trouble } from '../../parts/state.tsx';
import { useSite, useSituation } from '../../state/context.ts';

interface Held {
  website: WebsiteAnswer;
  /** Writes a change, unless somebody else has written since this page read. */
  save(change: WebsitePutBody): Promise<void>;
}
interface Answer {
  website: WebsiteAnswer;
}

const WebsiteContext = createContext<Held | null>(null);

/** The website whose settings are open. */
export function useWebsite(): Held {
  const held = useContext(WebsiteContext);
  if (held === null) throw new Error('Outside of the settings of a website');
  return held;
}

/** Reads the website anew and keeps it for the cards below. */
export function WebsiteProvider({ children }: { children: ComponentChildren }) {
  const site = useSite();
  const { refresh } = useSituation();
  const path = `/api/websites/${encodeURIComponent(site.id)}`;
  const [held, setHeld] = useState<{ website: WebsiteAnswer; tag: string | null } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = async () => {
    try {
      const { answer, tag } = await api.getTagged<Answer>(path);
      setHeld({ website: answer.website, tag });
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  useEffect(() => {
    setHeld(null);
    void load();
  }, [path]);
  if (held === null) return problem === null ? null : <Trouble problem={problem} retry={() => void load()} />;
  const save = async (change: WebsitePutBody) => {
    try {
      const { answer, tag } = await api.putTagged<Answer>(path, change, held.tag);
      setHeld({ website: answer.website, tag });
      forgetAnswers();
      await refresh();
    } catch (error) {
      if (asProblem(error).field === 'If-Match') await load();
      throw error;
    }
  };
  return <WebsiteContext.Provider value={{ website: held.website, save }}>{children}</WebsiteContext.Provider>;
}
