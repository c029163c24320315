import { useLocation } from 'preact-iso';
import type { RealtimeAnswer } from '../../../contract/reports/realtime.ts';
import { dimensionName, label } from '../../format/label.ts';
import { count } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useSite } from '../../state/context.ts';
import { DEFAULT_QUESTION, withFilter, writeQuestion } from '../../state/question.ts';

const ROWS = 6;

interface Row {
  value: string;
  visitors: number;
}

/** Where those who are here are, come from and sit. A value leads to today, filtered by it. */
export function LiveLists({ answer }: { answer: RealtimeAnswer }) {
  const site = useSite();
  const { route } = useLocation();
  const lists: [dimension: string, rows: Row[]][] = [
    ['page', answer.pages.map(({ page, visitors }) => ({ value: page, visitors }))],
    ['source', answer.sources.map(({ source, visitors }) => ({ value: source, visitors }))],
    ['country', answer.countries.map(({ country, visitors }) => ({ value: country, visitors }))],
    ['device', answer.devices.map(({ device, visitors }) => ({ value: device, visitors }))],
  ];
  const pick = (dimension: string, value: string, exclude: boolean) => {
    const operator = exclude ? 'is_not' : 'is';
    const today = withFilter({ ...DEFAULT_QUESTION, period: 'today' }, { dimension, operator, values: [value] });
    route(`/sites/${encodeURIComponent(site.id)}?${writeQuestion(today)}`);
  };
  return (
    <div class="live-lists">
      {lists.map(([dimension, rows]) => (
        <Panel key={dimension} title={`${dimensionName(dimension, true)} now`}>
          <div style={{ minHeight: `calc(var(--row) * ${ROWS + 1})` }}>
            <BarTable
              name={dimensionName(dimension)}
              caption={`People here now by ${dimensionName(dimension).toLowerCase()}`}
              rows={rows.slice(0, ROWS)}
              label={({ value }) => label(dimension, value)}
              size={({ visitors }) => visitors}
              onPick={({ value }, exclude) => pick(dimension, value, exclude)}
              columns={[{ name: 'People', cell: ({ visitors }) => count(visitors) }]}
            />
          </div>
        </Panel>
      ))}
    </div>
  );
}
