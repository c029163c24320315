import { useState } from 'preact/hooks';
import { FUNNEL_MIN_STEPS } from '../../../contract/limits.ts';
import { LeftOut } from '../../parts/left-out.tsx';
import { Empty } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { ofVisits } from '../../state/filter-kinds.ts';
import { useQuestion } from '../../state/use-question.ts';
import { type Funnel, readFunnel, readStep, writeFunnel } from './funnel-address.ts';
import { FunnelBuilder } from './funnel-builder.tsx';
import { FunnelList } from './funnel-list.tsx';
import { FunnelOffers } from './funnel-offers.tsx';
import { FunnelResult } from './funnel-result.tsx';
import { savedFunnels, saveFunnels } from './saved.ts';
import { useSuggestions } from './use-suggestions.ts';

/** Where visitors are lost on the way. The funnel is in the address: it can be shared, and Back works. */
export default function Funnels() {
  const site = useSite();
  const asking = useQuestion();
  const suggestions = useSuggestions();
  const funnel = readFunnel(asking);
  const [saved, setSaved] = useState(() => savedFunnels(site.id));
  const [kept, setKept] = useState(true);
  const show = (next: Funnel) => asking.setParams(writeFunnel(next));
  return (
    <div class="stacked">
      <h1 class="only-heard">Funnels</h1>
      <LeftOut what="Funnels" understood={ofVisits} />
      <FunnelList
        funnel={funnel}
        saved={saved}
        kept={kept}
        onKeep={(next) => {
          setSaved(next);
          setKept(saveFunnels(site.id, next));
        }}
        onOpen={(steps, options) => show({ ...funnel, ...options, steps: steps.map(readStep) })}
      />
      <FunnelBuilder funnel={funnel} suggestions={suggestions} onChange={show} />
      {funnel.steps.length >= FUNNEL_MIN_STEPS ? (
        <FunnelResult funnel={funnel} />
      ) : (
        <section class="panel">
          <Empty title="Where are they lost?">
            Choose two steps or more, in order: pages, events or conversions. You see how many visitors go from each to
            the next.
            {saved.length === 0 && (
              <FunnelOffers
                suggestions={suggestions}
                onOpen={(steps) => show({ ...funnel, steps: steps.map(readStep) })}
              />
            )}
          </Empty>
        </section>
      )}
    </div>
  );
}
