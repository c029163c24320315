import { describe, expect, it } from 'vitest';
import { cached } from '../../../collector/ingest/cached.ts';

describe('cached answers', () => {
  it('are worked out once for a text that is asked again', () => {
    const asked: string[] = [];
    const length = cached(2, (text) => asked.push(text) && text.length);
    expect([length('one'), length('three'), length('one')]).toEqual([3, 5, 3]);
    expect(asked).toEqual(['one', 'three']);
  });

  it('are forgotten when nobody asks for a while, and kept when somebody does', () => {
    const asked: string[] = [];
    const same = cached(2, (text) => {
      asked.push(text);
      return text;
    });
    for (const text of ['hot', 'a', 'hot', 'b', 'hot', 'c', 'hot', 'd', 'hot', 'a']) same(text);
    expect(asked.filter((text) => text === 'hot')).toHaveLength(1);
    expect(asked.filter((text) => text === 'a')).toHaveLength(2);
  });
});
