import { useState } from 'preact/hooks';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { ago } from '../../format/date.ts';
import { Trouble } from '../../parts/state.tsx';
import type { Advice } from './diagnose.ts';

interface Props {
  advice: readonly Advice[];
  onAllow(host: string): Promise<void>;
}

/** What the collector saw instead of an event that counts, and what to do. */
export function Silence({ advice, onAllow }: Props) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const allow = async (host: string) => {
    try {
      await onAllow(host);
      setAllowed((now) => [...now, host]);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <div class="silence">
      <h3>Nothing is counted yet</h3>
      {problem !== null && <Trouble problem={problem} />}
      <ul>
        {advice.map(({ seen, check, host, at }) => (
          <li key={seen}>
            <p>
              {seen} {at !== undefined && <span class="soft small">{ago(at)}</span>}
            </p>
            {host !== undefined && allowed.includes(host) ? (
              <p class="soft">{host} is allowed now. Open the page again.</p>
            ) : (
              <p class="soft">{check}</p>
            )}
            {host !== undefined && !allowed.includes(host) && (
              <button type="button" class="button" onClick={() => void allow(host)}>
                Allow {host}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
