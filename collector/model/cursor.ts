import { invalid } from '../contract/problem.ts';

/** Writes a place in a list as text for a caller to hand back, and reads it again. Callers don't depend on what is in it. */
export interface Cursor<Place extends readonly (string | number)[]> {
  write(...place: Place): string;
  /** Throws a refusal of the parameter `cursor` for what wasn't written here. */
  read(cursor: string): Place;
}

type Kind = 'text' | 'whole number';
type KindsOf<Place extends readonly (string | number)[]> = {
  [At in keyof Place]: Place[At] extends number ? 'whole number' : 'text';
};

/** @param expected What a caller has to send, such as `next_cursor of the page before`. */
export function createCursor<Place extends readonly (string | number)[]>(
  kinds: KindsOf<Place> & readonly Kind[],
  expected: string,
): Cursor<Place> {
  return {
    write: (...place) => Buffer.from(JSON.stringify(place)).toString('base64url'),
    read: (cursor) => {
      const place = parse(Buffer.from(cursor, 'base64url').toString());
      if (Array.isArray(place) && place.length === kinds.length && kinds.every((kind, at) => isOf(kind, place[at]))) {
        return place as unknown as Place;
      }
      throw invalid('cursor', expected);
    },
  };
}

const isOf = (kind: Kind, value: unknown): boolean =>
  kind === 'text' ? typeof value === 'string' : Number.isSafeInteger(value) && (value as number) >= 0;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
