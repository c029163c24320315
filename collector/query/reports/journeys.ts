import type { JourneysAnswer } from '../../contract/reports/journeys.ts';
import { ENTRY_LABEL, EXIT_LABEL, NOT_SET_LABEL } from '../../contract/vocabulary.ts';
import { compilePathPattern } from '../../model/match/path-pattern.ts';
import type { PageSequencesQuestion } from '../../store/report-rows.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { JourneysQuestion } from '../ask/report-question.ts';
import { percent } from '../count/metrics.ts';
import { periodOf, reportMeta } from '../count/report-meta.ts';
import { inPages, type List } from './in-pages.ts';

type Path = JourneysAnswer['paths'][number];

/** Answers `GET /api/journeys`. */
export const answerJourneys = inPages(countJourneys);

async function countJourneys(source: ReportSource, question: JourneysQuestion): Promise<List<JourneysAnswer, Path>> {
  const { site, range, conversionEvents, limit } = question;
  const filters = question.filters as PageSequencesQuestion['filters'];
  const sequences = await source.pageSequences({ site, ...range, filters, conversionEvents });
  const meets = meetsAnchor(question.anchor);
  const journeys = sequences.flatMap(({ pages, sessions }) => {
    const journey = cut([ENTRY_LABEL, ...collapse(pages), EXIT_LABEL], meets, question);
    return journey === null ? [] : [{ ...journey, sessions }];
  });
  const total = journeys.reduce((sum, { sessions }) => sum + sessions, 0);
  const paths = count(journeys.map(({ path, sessions }) => ({ item: path, sessions })));
  const nodes = count(
    journeys.flatMap(({ path, first, sessions }) =>
      path.map((page, index) => ({ item: [first + index, page] as const, sessions })),
    ),
  );
  const links = count(
    journeys.flatMap(({ path, first, sessions }) =>
      path.slice(1).map((to, index) => ({ item: [first + index, path[index] ?? '', to] as const, sessions })),
    ),
  );
  const shown = {
    nodes: commonest(nodes, limit).map(({ item: [step, page], sessions }) => ({ step, page, sessions })),
    links: commonest(links, limit).map(({ item: [step, from, to], sessions }) => ({ step, from, to, sessions })),
  };
  const meta = await reportMeta(source, question);
  return {
    rows: paths.map(({ item, sessions }) => ({ path: [...item], sessions, share: percent(sessions, total) })),
    tell: (paths, pagination) => ({
      success: true,
      website_id: question.website.id,
      period: periodOf(question),
      sessions: total,
      paths,
      ...shown,
      pagination,
      meta,
    }),
  };
}

/** A page that is loaded again is not another one. */
const collapse = (pages: string[]): string[] => pages.filter((page, index) => page !== pages[index - 1]);

/** Places of a way that are no page. */
const NO_PAGES = [ENTRY_LABEL, EXIT_LABEL, NOT_SET_LABEL];

function meetsAnchor(anchor: string): (page: string) => boolean {
  return NO_PAGES.includes(anchor) ? (page) => page === anchor : compilePathPattern(anchor);
}

/** The part of a visit from the first page that meets the anchor on, or up to it; null when none does. */
function cut(
  visit: string[],
  meets: (page: string) => boolean,
  { direction, steps }: JourneysQuestion,
): { path: string[]; first: number } | null {
  const at = visit.findIndex(meets);
  if (at === -1) return null;
  if (direction === 'from') return { path: visit.slice(at, at + steps + 1), first: 0 };
  const start = Math.max(0, at - steps);
  return { path: visit.slice(start, at + 1), first: start - at };
}

type Item = readonly (string | number)[];
interface Counted<T extends Item> {
  item: T;
  sessions: number;
}

/** Sums what is alike: the commonest first, then in order of their parts. */
function count<T extends Item>(seen: Counted<T>[]): Counted<T>[] {
  const counted = new Map<string, Counted<T>>();
  for (const { item, sessions } of seen) {
    const key = JSON.stringify(item);
    counted.set(key, { item, sessions: (counted.get(key)?.sessions ?? 0) + sessions });
  }
  return [...counted.values()].sort((a, b) => b.sessions - a.sessions || compareItems(a.item, b.item));
}

function compareItems(a: Item, b: Item): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return a.length - b.length;
  const [one, other] = [a[at], b[at]];
  return other !== undefined && (one ?? '') < other ? -1 : 1;
}

/** So many of each step, in order of the steps. */
function commonest<T extends readonly [number, ...Item]>(counted: Counted<T>[], limit: number): Counted<T>[] {
  const steps = new Map<number, Counted<T>[]>();
  for (const each of counted) {
    const [step] = each.item;
    const of = steps.get(step) ?? [];
    steps.set(step, of);
    if (of.length < limit) of.push(each);
  }
  return [...steps].sort(([a], [b]) => a - b).flatMap(([, of]) => of);
}
