import { PANEL_METRICS } from '../../../contract/vocabulary.ts';

/** The order that the address asks for; visitors where it asks for none, or for none there is. */
export const orderOf = (asked: string | null): string =>
  asked !== null && (PANEL_METRICS as readonly string[]).includes(asked) ? asked : 'visitors';
