import { expect, it } from 'vitest';
import { createTurns } from '../../../collector/model/waiting/turns.ts';

const refuse = () => new Error('too many');
const tick = () => new Promise((resolve) => setImmediate(resolve));

it('begins with one only when the one before has ended, well or badly', async () => {
  const inTurn = createTurns(3, refuse);
  const begun: string[] = [];
  let fail = (_: Error): void => {};
  const first = inTurn(() => {
    begun.push('first');
    return new Promise((_, reject) => {
      fail = reject;
    });
  });
  const second = inTurn(async () => begun.push('second'));
  await tick();
  expect(begun).toEqual(['first']);
  fail(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(begun).toEqual(['first', 'second']);
});

it('refuses when too many are asked for, until one has ended', async () => {
  const inTurn = createTurns(2, refuse);
  let end = (): void => {};
  const first = inTurn(
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  const second = inTurn(async () => 'done');
  await expect(inTurn(async () => 'never')).rejects.toThrow('too many');
  end();
  await first;
  expect(await second).toBe('done');
  expect(await inTurn(async () => 'again')).toBe('again');
});
