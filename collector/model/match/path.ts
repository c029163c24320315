/** What stays escaped: decoded it would be another path (`/a%2Fb` has one segment) or would end the path. */
const RESERVED = new Set(';/?:@&=+$,#');

/** Nothing of these: the path is in its normal form already. */
const UNUSUAL = /[%\0\u0080-\uffff]/;

/**
 * The normal form of a path, in which it is stored, shown and compared, however it was written: `/caf%C3%A9` is `/café`,
 * `/a%2fb` is `/a%2Fb`. What it makes it leaves as it is. In a pattern `%2A` stays, as a star that means itself.
 */
export function normalPath(path: string, isPattern = false): string {
  if (!UNUSUAL.test(path)) return path;
  let normal = '';
  /** What means itself, up to the next escape. */
  let literal = '';
  const keep = (kept: string) => {
    normal += writeLiteral(literal) + kept;
    literal = '';
  };
  for (let at = 0; at < path.length; ) {
    const escaped = escapedCharacter(path, at);
    if (escaped === null) {
      literal += path.charAt(at);
      at += 1;
    } else {
      const { character, length } = escaped;
      const isKept = character === null || RESERVED.has(character) || (isPattern && character === '*');
      if (isKept) keep(path.slice(at, at + length).toUpperCase());
      else literal += character;
      at += length;
    }
  }
  return normal + writeLiteral(literal);
}

/** The character that an escape at a place stands for, null for a byte of none; or null where no escape is. */
function escapedCharacter(path: string, at: number): { character: string | null; length: number } | null {
  const byte = byteAt(path, at);
  if (byte === null) return null;
  const length = 3 * (byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);
  try {
    return { character: decodeURIComponent(path.slice(at, at + length)), length };
  } catch {
    return { character: null, length: 3 };
  }
}

function byteAt(path: string, at: number): number | null {
  if (path[at] !== '%') return null;
  const digits = path.slice(at + 1, at + 3);
  return /^[\da-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

/** Text that every store can hold, composed, its percent signs escaped where they would be taken for an escape. */
const writeLiteral = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(/%(?=[\da-f]{2})/gi, '%25');
