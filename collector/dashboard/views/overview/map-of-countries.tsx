import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { useReport } from '../../api/use-report.ts';
import { label } from '../../format/label.ts';
import { count } from '../../format/number.ts';
import { WorldMap } from '../../parts/chart/world-map.tsx';
import { Trouble } from '../../parts/state.tsx';
import { useInSight } from '../../parts/use-in-sight.ts';
import { useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';

interface Props {
  /** What the overview tells of countries: the first of them. */
  first: OverviewAnswer['panels']['country'] | null;
  /** Whether that answers an earlier question than the one asked. */
  waiting: boolean;
}

/** All countries at once. The others are asked for once the overview stands and the map is seen, where there are any. */
export function MapOfCountries({ first, waiting }: Props) {
  const site = useSite();
  const { question, filter } = useQuestion();
  const [place, seen] = useInSight<HTMLDivElement>();
  const hasMore = (first?.total_rows ?? 0) > (first?.rows.length ?? 0);
  const query = { ...toQuery(site.id, question), dimensions: 'country', metrics: 'visitors', limit: 300 };
  const { data, stale, problem, reload } = useReport<AnalyticsAnswer>(
    '/api/analytics',
    hasMore && seen && !waiting ? query : null,
  );
  if (problem !== null) return <Trouble problem={problem} retry={reload} />;
  const all = (data?.breakdown ?? []) as { country: string; visitors: number }[];
  const few = (first?.rows ?? []).map(({ label, visitors }) => ({ country: label, visitors: visitors ?? 0 }));
  const rows = hasMore && all.length > 0 && (waiting || !stale) ? all : few;
  return (
    <div ref={place}>
      <WorldMap
        seen={seen}
        visitors={new Map(rows.map(({ country, visitors }) => [country, visitors]))}
        onPick={(country, exclude) =>
          filter({ dimension: 'country', operator: exclude ? 'is_not' : 'is', values: [country] })
        }
      />
      <div class="only-heard">
        <table>
          <caption>Visitors by country</caption>
          <thead>
            <tr>
              <th scope="col">Country</th>
              <th scope="col">Visitors</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ country, visitors }) => (
              <tr key={country}>
                <th scope="row">{label('country', country)}</th>
                <td>{count(visitors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
