import { createHmac } from 'node:crypto';
import type { Client } from '../client.ts';
import type { Facts, Step } from '../step.ts';

const ID_LENGTH = 22;

/**
 * Whose event it is: the id that was brought, else one that lives a day and cannot be followed further. In cookieless
 * mode a browser's ids are not even looked at.
 */
export const visitor: Step = (draft, facts) => {
  const { row, client } = draft;
  const cookieless = isCookieless(facts);
  if (!cookieless) row.session_id = draft.sessionId;
  if (!cookieless && draft.visitorId !== null) {
    row.visitor = draft.visitorId;
  } else if (facts.mode === 'public' || client?.address != null || client?.userAgent != null) {
    const { id, previous } = dailyIds(client as Client, row.time, facts);
    row.visitor = id;
    row.previous_visitor = previous;
  }
  return draft;
};

/** A server is trusted with its visitors' consent; a browser's own wish counts before the website's. */
function isCookieless({ mode, gpc, website }: Facts): boolean {
  if (mode !== 'public') return false;
  return website.settings.visitor_mode === 'cookieless' || (gpc && website.settings.gpc === 'cookieless');
}

/** The id of the event's day at the website, and that of the day before, under which a visit across midnight began. */
function dailyIds(client: Client, time: number, facts: Facts): { id: string; previous: string | null } {
  const dayOf = facts.lookups.calendar(facts.website.timezone);
  const today = dayOf(facts.received);
  const day = Math.min(dayOf(time), today);
  if (client.daily?.day !== day) {
    client.daily = {
      day,
      id: dailyId(client, day, today, facts),
      // Salts before yesterday's are erased: of an older day there is no day before to be known.
      previous: day === today ? dailyId(client, day - 1, today, facts) : null,
    };
  }
  return client.daily;
}

function dailyId(client: Client, day: number, today: number, { lookups, received, website }: Facts): string {
  // The salt of an older day is erased for good; with today's, its events are still apart from every other day's.
  const salt = lookups.salt(day >= today - 1 ? day : today, received);
  return `vis_${createHmac('sha256', salt)
    .update(`${day}\0${website.id}\0${client.address ?? ''}\0${client.userAgent ?? ''}`)
    .digest('base64url')
    .slice(0, ID_LENGTH)}`;
}
