import { STRING_MAX } from '../collector/contract/limits.ts';

/*
 * What must not leave the page: who somebody is, and what opens a door. Each find becomes one `*`. Texts are cut first:
 * the time these patterns take grows with what they are given. Patterns stand where they are used, which saves bytes.
 */

const scrub = (text: string, pattern: RegExp): string =>
  `${text}`
    .slice(0, STRING_MAX)
    // E-mail addresses; runs of 32 and more letters and digits, and what hangs on, as in tokens; 13 and more digits, as on cards.
    .replace(/[^\s/?&=#]{1,64}(@|%40)[^\s/?&=#@%]+\.[a-z]+|[a-z\d]{32,}[\w.-]*|\b(\d(%20|[+-])?){13,}\b/gi, '*')
    .replace(pattern, '$1*');

/** A text of the page, in one line, without its secrets. Of numbers, those of six digits and more: accounts, telephones, orders. */
export const scrubText = (text: string): string => scrub(`${text}`.replace(/\s+/g, ' '), /()\d([ .,/()-]*\d){5,}/g);

/** An address without its secrets: no value of a parameter whose name says that it is nobody's business. */
export const scrubUrl = (url: string): string =>
  scrub(url, /([?&#][^?&=#]*(token|secret|pass|auth(?!or\b)|session|\bcode\b|mail|phone|key\b)[^?&=#]*=)[^&#]+/gi);
