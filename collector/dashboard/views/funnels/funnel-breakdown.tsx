import { useState } from 'preact/hooks';
import type { FunnelAnswer } from '../../../contract/reports/funnel.ts';
import { dimensionName, label } from '../../format/label.ts';
import { count, percent } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useQuestion } from '../../state/use-question.ts';

const FIRST_ROWS = 10;

interface Props {
  dimension: string;
  rows: NonNullable<FunnelAnswer['breakdown']>;
  stale: boolean;
}

/** The same funnel by where, or with what, its visitors began it. */
export function FunnelBreakdown({ dimension, rows, stale }: Props) {
  const { filter } = useQuestion();
  const [room, setRoom] = useState(FIRST_ROWS);
  const steps = rows[0]?.steps ?? [];
  return (
    <Panel title={`By ${dimensionName(dimension).toLowerCase()}`} stale={stale}>
      <Wide title={`Funnel by ${dimensionName(dimension).toLowerCase()}`}>
        <div class="funnel-rows">
          <BarTable
            name={dimensionName(dimension)}
            caption={`Visitors of each step by ${dimensionName(dimension).toLowerCase()}`}
            rows={rows.slice(0, room)}
            label={(row) => label(dimension, row.label)}
            size={(row) => row.steps[0]?.visitors ?? 0}
            onPick={(row, exclude) => filter({ dimension, operator: exclude ? 'is_not' : 'is', values: [row.label] })}
            columns={[
              ...steps.map(({ step }, place) => ({
                name: `Step ${step}`,
                cell: (row: Props['rows'][number]) => count(row.steps[place]?.visitors),
              })),
              { name: 'Came through', cell: (row) => percent(row.steps.at(-1)?.share_of_first) },
            ]}
          />
        </div>
      </Wide>
      {rows.length > room && (
        <button type="button" class="button more" onClick={() => setRoom(rows.length)}>
          More rows
        </button>
      )}
    </Panel>
  );
}
