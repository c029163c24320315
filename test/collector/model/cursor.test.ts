import { describe, expect, it } from 'vitest';
import { createCursor } from '../../../collector/model/cursor.ts';

const cursor = createCursor<[time: number, id: string]>(['whole number', 'text'], 'next_cursor of the page before');
const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('holds the place it was written for', () => {
    expect(cursor.read(cursor.write(1_700_000_000_000, 'rev_é🙂'))).toEqual([1_700_000_000_000, 'rev_é🙂']);
  });

  it.each([
    '',
    'nonsense',
    written(null),
    written({ 0: 1, 1: 'a', length: 2 }),
    written([1]),
    written([1, 'a', 'b']),
    written(['1', 'a']),
    written([-1, 'a']),
    written([1.5, 'a']),
    written([1, 2]),
  ])('is refused where it was not written here: %j', (text) => {
    expect(() => cursor.read(text)).toThrow('Invalid field: cursor. Expected next_cursor of the page before');
  });
});
