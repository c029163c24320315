import { address, type Query } from '../api/client.ts';

/**
 * Leads to every row of a report as a file. The collector names it, which counts for more than the name here: that one
 * tells the router that the address is no page of ours.
 */
export function CsvLink({ path, query }: { path: string; query: Query }) {
  const whole = { ...query, limit: null, include: null, format: 'csv' };
  return (
    <a class="button" href={address(path, whole)} download="table.csv">
      CSV
    </a>
  );
}
