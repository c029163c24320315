import { VISIT_ATTRIBUTES } from '../../contract/dimensions.ts';
import type { DataQualityAnswer } from '../../contract/reports/data-quality.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { LINK_FLAWS, type LinkFlaw } from '../../contract/vocabulary.ts';
import type { VisitAttributes } from '../../model/event.ts';
import { majorUnits } from '../../model/money.ts';
import type { Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { DataQualityQuestion } from '../ask/parse-data-quality.ts';
import { ofCurrency } from '../count/figures.ts';
import { earnedParts } from '../money/money.ts';
import { websiteMoney } from '../money/website-money.ts';

/** Links of each flaw that are named. */
const SHOWN = 50;

type CampaignLink = DataQualityAnswer['campaign_links'][number];

const MESSAGES: Record<LinkFlaw, string> = {
  own_link:
    'A link of your own pages carries campaign tags. They are left out: else it would take the credit of what brought the visitor',
  placeholder: 'A placeholder was not replaced by the tool that sends this link',
  escaped_ampersand: 'The link says &amp; where & is meant. Its tags were read all the same',
  second_question_mark: 'A second ? stands before the tags, where & is meant. They were read all the same',
  no_question_mark: 'The tags follow the path without a ?. They were read all the same',
  escaped_query: 'The tags are escaped as a whole. They were read all the same',
  unknown_tag: 'A tag begins with utm_ and is none that is known: a misspelling?',
};

/** The campaign links that something is wrong with, by what has arrived; most harmful flaws and most views first. */
export async function findCampaignLinks(source: ReportSource, question: DataQualityQuestion): Promise<CampaignLink[]> {
  const { site, range, website } = question;
  const rows = await source.flawedLinks(site, range.start, range.end);
  const hasOwn = rows.some(({ flaws }) => flaws.includes('own_link'));
  const taken = hasOwn ? await takenByOwnLinks(source, question) : new Map<string, number>();
  return LINK_FLAWS.flatMap((flaw) =>
    rows
      .filter(({ flaws }) => flaws.includes(flaw))
      .sort((a, b) => b.views - a.views || (a.link < b.link ? -1 : 1))
      .slice(0, SHOWN)
      .map(({ link, views, lastAt }) => ({
        flaw,
        message: MESSAGES[flaw],
        link,
        views,
        last_at: formatTimestamp(lastAt),
        revenue: flaw === 'own_link' ? majorUnits(taken.get(link) ?? 0, website.currency) : null,
      })),
  );
}

/** What each link of the website's own would be credited with, were it a touch. In minor units of the website's currency. */
async function takenByOwnLinks(source: ReportSource, question: DataQualityQuestion): Promise<Map<string, number>> {
  const links = new Map<string, string>();
  const withOwnLinks: ReportSource = {
    ...source,
    touches: async (site, visitor, start, end, returns) => {
      const real = await source.touches(site, visitor, start, end, returns);
      const own = await source.ownLinkViews(site, visitor, start, end);
      for (const { event_id, link } of own) links.set(event_id, link);
      return [
        ...real.filter(({ event_id }) => !own.some((view) => view.event_id === event_id)),
        ...own.map(asTouch),
      ].sort((a, b) => a.time - b.time);
    },
  };
  const parts = await earnedParts(withOwnLinks, websiteMoney(question), question.range);
  const taken = new Map<string, number>();
  for (const { touch, minor } of ofCurrency(parts, question.website.currency)) {
    const link = touch === null ? undefined : links.get(touch.event_id);
    if (link !== undefined) taken.set(link, (taken.get(link) ?? 0) + minor);
  }
  return taken;
}

const NOTHING = Object.fromEntries(VISIT_ATTRIBUTES.map((attribute) => [attribute, null])) as VisitAttributes;

/** As if it had brought the visitor. */
const asTouch = ({ event_id, time, link }: { event_id: string; time: number; link: string }): Touch => ({
  ...NOTHING,
  channel: 'Referral',
  source: link,
  event_id,
  time,
  entry_page: null,
  exit_page: null,
  no_source: null,
});
