import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startProgress } from '../../../demo-site/seed/progress.ts';

describe('progress', () => {
  it('is a plain line for each tenth where nobody watches', () => {
    const written: string[] = [];
    let now = 0;
    const progress = startProgress({ write: (text) => written.push(text) }, () => now);
    for (let i = 0; i <= 100; i++) {
      now = i * 100;
      progress.tell(i / 100, i * 50);
    }
    progress.say('by the way');
    progress.end();
    expect(written).toHaveLength(11);
    expect(written[0]).toBe('10 %  500 events  500/s\n');
    expect(written.at(-2)).toBe('100 %  5,000 events  500/s\n');
    expect(written.at(-1)).toBe('by the way\n');
  });

  it('is a bar on a terminal', () => {
    const stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 120,
      cursorTo() {},
      clearLine() {},
      moveCursor() {},
    });
    let now = 0;
    const progress = startProgress(stream as unknown as NodeJS.WriteStream, () => now);
    now = 2000;
    progress.tell(0.5, 1234);
    progress.tell(1, 2468);
    progress.end();
    progress.end();
    const text = String(stream.read());
    expect(text).toContain('█');
    expect(text).toMatch(/100 % {2}2,468 events {2}1,234\/s/);
  });
});
