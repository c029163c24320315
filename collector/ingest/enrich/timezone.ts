import { timeZone } from '../../contract/fields.ts';
import { type Step, textProperty } from '../step.ts';

/** The visitor's time zone by its IANA name, such as `Europe/Paris`. */
export const timezone: Step = (draft, facts) => {
  const given = textProperty(draft, 'timezone');
  if (given !== null) draft.row.timezone = facts.lookups.timezone(given).name;
  return draft;
};

/** A zone's name as IANA writes it today; null when it is none. Fixed offsets say nothing of a place. */
export function parseTimezone(text: string): { name: string | null } {
  if (!timeZone.safeParse(text).success) return { name: null };
  const { timeZone: name } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
  return { name: RENAMED.get(name) ?? name };
}

/**
 * Zones that browsers and Node may still give the name they had: CLDR keeps the first it knew, with IANA's own beside it
 * (https://github.com/unicode-org/cldr/blob/main/common/bcp47/timezone.xml, `iana`). Under both, one city would be two rows.
 */
const RENAMED = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);
