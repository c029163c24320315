import { STRING_MAX } from '../collector/contract/limits.ts';
import { mask, NAMED } from '../collector/contract/secrets.ts';

/** An address without its secrets. Cut first, since the time that patterns take grows with what they are given. */
export const scrubUrl = (url: string, pattern: RegExp = NAMED): string => mask(`${url}`.slice(0, STRING_MAX), pattern);

/**
 * A text of the page, in one line, without its secrets. Of numbers, those of six digits and more go too: what is written
 * on a page may be its visitor's own account, telephone or order.
 */
export const scrubText = (text: string): string => scrubUrl(`${text}`.replace(/\s+/g, ' '), /()\d([ .,/()-]*\d){5,}/g);
