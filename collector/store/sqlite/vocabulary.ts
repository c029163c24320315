import { DIRECT_CHANNEL, DIRECT_LABEL, NOT_SET_LABEL, type SessionDimension } from '../../contract/vocabulary.ts';
import type { TrafficDimension } from '../report-source.ts';

/* The only expressions that are ever spliced into a query. `s` is a session, `e` an event; values are always bound. */

const label = (column: string): string => `coalesce(${column}, '${NOT_SET_LABEL}')`;

/** The label that a session has for each dimension. */
const SESSION_EXPRESSIONS: Record<SessionDimension, string> = {
  channel: `coalesce(s.channel, '${DIRECT_CHANNEL}')`,
  source: `coalesce(s.source, '${DIRECT_LABEL}')`,
  referrer: `coalesce(s.referrer, iif(s.source is null, '${DIRECT_LABEL}', '${NOT_SET_LABEL}'))`,
  utm_source: label('s.utm_source'),
  utm_medium: label('s.utm_medium'),
  utm_campaign: label('s.utm_campaign'),
  utm_content: label('s.utm_content'),
  utm_term: label('s.utm_term'),
  entry_page: label('s.entry_page'),
  exit_page: label('s.exit_page'),
  country: label('s.country'),
  region: label('s.region'),
  city: label('s.city'),
  device: label('s.device'),
  browser: label('s.browser'),
  browser_version: label('s.browser_version'),
  os: label('s.os'),
  os_version: label('s.os_version'),
  language: label('s.language'),
  screen: label('s.screen'),
};

const PROPERTY = /^prop:/;

export const isSessionDimension = (dimension: TrafficDimension): dimension is SessionDimension =>
  dimension in SESSION_EXPRESSIONS;

/** A fragment of SQL with the values it binds, by name. */
export interface Fragment {
  sql: string;
  bind: Record<string, string | number>;
}

/** The label of an event or its session for a dimension. `name` keeps bound names apart. */
export function expression(dimension: TrafficDimension, name: string): Fragment {
  if (isSessionDimension(dimension)) return { sql: SESSION_EXPRESSIONS[dimension], bind: {} };
  if (PROPERTY.test(dimension)) {
    // JSON's true is 1 in json_each's value; people filter by the word.
    return {
      sql: `coalesce((select case j.type when 'true' then 'true' when 'false' then 'false' else cast(j.value as text) end
        from json_each(e.properties) j where j.key = @${name}), '${NOT_SET_LABEL}')`,
      bind: { [name]: dimension.replace(PROPERTY, '') },
    };
  }
  const column = {
    page: label('e.page'),
    hostname: label('e.hostname'),
    event_name: 'e.name',
    conversion_event: 'd.name',
  };
  return { sql: column[dimension as keyof typeof column], bind: {} };
}

/** Who the visitor of an id is, wherever visitors are told apart: the one place that knows. `id` is an expression. */
export const visitorOf = (id: string): string =>
  `coalesce((select 'user ' || i.user_id from identities i where i.site = @site and i.visitor = ${id}), 'visitor ' || ${id})`;
