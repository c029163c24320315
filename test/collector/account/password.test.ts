import { describe, expect, it } from 'vitest';
import { createPasswords } from '../../../collector/account/password.ts';

const CHEAP = { N: 16, r: 1, p: 1 };

/** Derivations that end when they are told to. */
function held() {
  const running: (() => void)[] = [];
  const passwords = createPasswords({
    cost: CHEAP,
    derive: () => new Promise((resolve) => running.push(() => resolve(Buffer.alloc(32)))),
  });
  return { running, passwords };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a password', () => {
  it('is known again by what is stored, and no other is', async () => {
    const passwords = createPasswords({ cost: CHEAP });
    const stored = await passwords.hash('correct horse battery');
    expect(await passwords.verify('correct horse battery', stored)).toBe(true);
    expect(await passwords.verify('correct horse batterz', stored)).toBe(false);
    expect(stored).toMatch(/^scrypt\$16\$1\$1\$[\w-]+\$[\w-]+$/);
    expect(await passwords.hash('correct horse battery')).not.toBe(stored);
  });

  it('is known again at the cost it was stored at, after the cost has risen', async () => {
    const stored = await createPasswords({ cost: CHEAP }).hash('correct horse battery');
    const later = createPasswords({ cost: { N: 32, r: 1, p: 1 } });
    expect(await later.verify('correct horse battery', stored)).toBe(true);
  });

  it('is the same however its letters are composed', async () => {
    const passwords = createPasswords({ cost: CHEAP });
    expect(await passwords.verify('cafe\u0301 cafe\u0301', await passwords.hash('caf\u00e9 caf\u00e9'))).toBe(true);
  });

  it('costs 128 MB when nobody says otherwise', async () => {
    const asked: unknown[] = [];
    const passwords = createPasswords({
      derive: async (_password, _salt, cost) => {
        asked.push(cost);
        return Buffer.alloc(32);
      },
    });
    expect(await passwords.hash('correct horse battery')).toMatch(/^scrypt\$131072\$8\$1\$/);
    expect(asked).toEqual([{ N: 131_072, r: 8, p: 1 }]);
  });

  it('of nobody is wrong, after the same work', async () => {
    let derived = 0;
    const passwords = createPasswords({
      cost: CHEAP,
      derive: async () => {
        derived++;
        return Buffer.alloc(32);
      },
    });
    expect(await passwords.verify('anything', null)).toBe(false);
    expect(derived).toBe(1);
  });
});

describe('passwords that come together', () => {
  it('are worked on one after the other', async () => {
    const { running, passwords } = held();
    const both = [passwords.hash('one'), passwords.hash('two')];
    await turn();
    expect(running).toHaveLength(1);
    running[0]?.();
    await both[0];
    await turn();
    expect(running).toHaveLength(2);
    running[1]?.();
    await both[1];
  });

  it('are refused with a time to come back when sixteen wait', async () => {
    const { passwords } = held();
    for (let count = 0; count < 16; count++) passwords.hash('x').catch(() => {});
    await expect(passwords.hash('x')).rejects.toMatchObject({
      problem: { code: 'RATE_LIMITED' },
      headers: { 'Retry-After': '5' },
    });
  });
});
