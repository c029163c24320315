import { normalPath } from './path.ts';

/** A path pattern made ready, for those who ask it often. */
export type PathTest = (path: string) => boolean;

/**
 * Whether a path in its normal form fits a pattern, in which `*` stands for one segment or a part of one (`/blog*`) and
 * `**` for any depth, nothing included: `/docs/**` fits `/docs` too. `%2A` is a star itself. A trailing slash is ignored,
 * case is not.
 */
export function compilePathPattern(pattern: string): PathTest {
  const wanted = withoutTrailingSlash(normalPath(pattern, true));
  if (!wanted.includes('*')) return compileExactPath(wanted);
  const tokens = tokenize(wanted);
  const prefix = wanted.slice(0, wanted.indexOf('*')).replaceAll('%2A', '*').replace(/\/$/, '');
  return (path) => path.startsWith(prefix) && run(tokens, withoutTrailingSlash(path));
}

/** Whether a path is this one, in which a star means itself. A trailing slash is ignored, case is not. */
export function compileExactPath(path: string): PathTest {
  const wanted = withoutTrailingSlash(normalPath(path));
  return (given) => withoutTrailingSlash(given) === wanted;
}

/** Any one character but a slash. */
const ONE = 1;
/** Any run of characters without a slash. */
const STAR = 2;
/** Any run of characters. */
const DEEP = 3;
/** Nothing, or a slash and any run of characters: what `/**` means where a segment ends. */
const DEEP_SEGMENTS = 4;
type Token = string | typeof ONE | typeof STAR | typeof DEEP | typeof DEEP_SEGMENTS;

function tokenize(pattern: string): Token[] {
  return [...pattern.matchAll(/\/\*{2,}(?=\/|$)|\*+|%2A|[^*]/gs)].flatMap(({ 0: text, index }): Token[] => {
    if (text === '%2A') return ['*'];
    if (!text.includes('*')) return [text];
    if (text.startsWith('/')) return [DEEP_SEGMENTS];
    if (text.length > 1) return [DEEP];
    // A segment has at least one character: `/shop/*` is not `/shop`.
    const wholeSegment = pattern[index - 1] === '/' && (pattern[index + 1] ?? '/') === '/';
    return wholeSegment ? [ONE, STAR] : [STAR];
  });
}

/**
 * Walks the path once with the set of all places in the pattern that fit so far. A backtracking RegExp would let a
 * pattern of many stars take for ever; this takes pattern × path steps at worst.
 */
function run(tokens: Token[], path: string): boolean {
  let places = new Uint8Array(tokens.length + 1);
  let next = new Uint8Array(tokens.length + 1);
  enter(tokens, places, 0);
  for (let index = 0; index < path.length; index += 1) {
    const character = path[index] as string;
    next.fill(0);
    for (let place = 0; place < tokens.length; place += 1) {
      if (places[place] !== 0) advance(tokens, next, place, character, places[place] === INSIDE);
    }
    [places, next] = [next, places];
  }
  return places[tokens.length] !== 0;
}

const AT = 1;
/** Within a `/**` whose slash has been read. */
const INSIDE = 2;

/** Marks a place and those reachable from it without reading a character. */
function enter(tokens: Token[], places: Uint8Array, place: number): void {
  for (let at = place; ; at += 1) {
    if (places[at] === 0) places[at] = AT;
    const token = tokens[at];
    if (token !== STAR && token !== DEEP && token !== DEEP_SEGMENTS) return;
  }
}

function advance(tokens: Token[], next: Uint8Array, place: number, character: string, inside: boolean): void {
  const token = tokens[place];
  if (token === DEEP || (token === STAR && character !== '/')) {
    enter(tokens, next, place);
  } else if (token === DEEP_SEGMENTS) {
    if (!inside && character !== '/') return;
    enter(tokens, next, place + 1);
    next[place] = INSIDE;
  } else if (token === ONE ? character !== '/' : token === character) {
    enter(tokens, next, place + 1);
  }
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.replace(/(?<!\/)\/+$/, '') || '/' : path;
}
