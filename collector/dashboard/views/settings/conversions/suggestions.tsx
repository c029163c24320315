import type { AnalyticsAnswer } from '../../../../contract/reports/analytics.ts';
import { useReport } from '../../../api/use-report.ts';
import { count } from '../../../format/number.ts';

interface Props {
  websiteId: string;
  dimension: 'event_name' | 'page';
}

/** Names or pages seen in the last 90 days, for a field whose `list` is `seen-<dimension>`. */
export function Suggestions({ websiteId, dimension }: Props) {
  const metric = dimension === 'page' ? 'pageviews' : 'events';
  const { data } = useReport<AnalyticsAnswer>('/api/analytics', {
    website_id: websiteId,
    period: '90d',
    dimensions: dimension,
    metrics: metric,
    sort: `-${metric}`,
    limit: 100,
  });
  return (
    <datalist id={`seen-${dimension}`}>
      {data?.breakdown?.map((row) => (
        <option key={row[dimension]} value={String(row[dimension])}>
          {count(row[metric] as number)} in 90 days
        </option>
      ))}
    </datalist>
  );
}
