import type { PropertiesAnswer } from '../../contract/reports/properties.ts';
import type { Site } from '../../model/site.ts';
import type { ReportSource } from '../../store/report-source.ts';

/** What the newest events (of one name) carry, the commonest first. */
export async function listProperties(
  source: ReportSource,
  { site, eventName }: { site: Site; eventName: string | null },
): Promise<PropertiesAnswer['properties']> {
  const properties = await source.properties(site, eventName);
  return properties.sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1));
}
