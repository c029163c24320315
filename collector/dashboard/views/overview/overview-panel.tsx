import { useState } from 'preact/hooks';
import type { Panel as PanelName } from '../../../contract/dimensions.ts';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { dimensionName } from '../../format/label.ts';
import { count } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';
import { Breakdown } from './breakdown.tsx';
import { MapOfCountries } from './map-of-countries.tsx';
import { orderOf } from './order.ts';
import type { Row } from './panel-columns.ts';
import type { Group } from './panel-groups.ts';
import { Properties } from './properties.tsx';

interface Props {
  group: Group;
  answer: OverviewAnswer | null;
  stale: boolean;
}

/** A panel of the overview: tabs, the first rows, the way to all. */
export function OverviewPanel({ group, answer, stale }: Props) {
  const site = useSite();
  const may = useMay();
  const { param, setParam } = useQuestion();
  const tabs = group.tabs.filter(({ id }) => (id !== 'product' || may.money) && (id !== 'properties' || may.leave));
  const [chosen, setChosen] = useState(tabs[0]?.id);
  const panel = chosen === 'map' || chosen === 'properties' ? null : (answer?.panels[chosen as PanelName] ?? null);
  const total = panel?.total_rows ?? 0;
  const currency = answer?.metrics.currency ?? site.currency;
  const all = chosen !== undefined && total > 0 && (
    <button
      type="button"
      class="link-quiet"
      aria-label={`All ${count(total)} ${dimensionName(chosen, true).toLowerCase()}`}
      onClick={() => setParam('details', chosen)}
    >
      All {count(total)}
    </button>
  );
  return (
    <div class={group.wide ? 'whole-row' : undefined}>
      <Panel
        title={group.title}
        tabs={tabs}
        chosen={chosen ?? ''}
        onChoose={(id) => setChosen(tabs.find((tab) => tab.id === id)?.id)}
        aside={all}
        stale={stale}
      >
        {chosen === 'map' ? (
          <MapOfCountries first={answer?.panels.country ?? null} waiting={stale} />
        ) : chosen === 'properties' ? (
          <Properties />
        ) : (
          <Breakdown
            dimension={chosen ?? ''}
            rows={answer === null ? null : ((panel?.rows ?? []) as Row[])}
            currency={currency}
            unattributed={answer?.meta.unattributed_revenue ?? 0}
            visitors={answer?.metrics.visitors ?? 0}
            order={{
              by: orderOf(param('sort')),
              choose: (metric) => setParam('sort', metric === 'visitors' ? null : metric),
            }}
          />
        )}
      </Panel>
    </div>
  );
}
