import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizness, biznessOk, temporaryFolder } from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeAll(async () => {
  temporary = temporaryFolder();
  dataDir = path.join(temporary.folder, 'data');
  await biznessOk(['website', 'add', 'acme.com', '--data-dir', dataDir]);
});
afterAll(() => temporary.remove());

const file = (...lines: string[]): string => {
  const name = path.join(temporary.folder, 'rates.csv');
  writeFileSync(name, `${lines.join('\n')}\n`);
  return name;
};
const rates = (...args: string[]) => bizness(['rates', ...args, '--data-dir', dataDir]);
const listed = async () => JSON.parse((await rates('list', '--json')).stdout);
const USD = { currency: 'USD', base: 'EUR' };

describe('bizness rates', () => {
  it('imports and lists rates; a later file adds to them and corrects them', async () => {
    expect((await rates('list')).stdout).toMatch(/^No rates yet/);
    const first = await rates('import', file('Date,USD,CYP', '2024-01-15,1.09,0.5', '2024-01-12,1.08,N/A'));
    expect(first.stdout).toBe(
      'Imported 2 rates per EUR: 1 currency, 2024-01-12 to 2024-01-15.\nLeft out, as no currency of today: CYP.\n',
    );
    await rates('import', file('Date,USD', '2024-01-16,1.1', '2024-01-15,1.0945'));
    expect(await listed()).toEqual([{ ...USD, first: '2024-01-12', last: '2024-01-16', days: 3 }]);
    expect((await rates('list')).stdout).toContain('USD       EUR  2024-01-12  2024-01-16  3');
  });

  it('imports nothing of a file with a mistake, and tells each on a line', async () => {
    const before = await listed();
    const { code, stdout, stderr } = await rates('import', file('Date,USD', '2024-01-17,1.1', '2024-01-18,x', 'y,1'));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^Line 3: .*"x" for USD$/),
      expect.stringMatching(/^Line 4: .*"y"$/),
      expect.stringMatching(/^bizness: .*rates\.csv has 2 mistakes\. Nothing was imported$/),
    ]);
    expect(await listed()).toEqual(before);
  });

  it('never mixes bases, and changes it on request', async () => {
    const perUsd = file('date,currency,rate,base', '2024-01-15,EUR,0.9136,USD');
    expect(await rates('import', perUsd)).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') });
    expect(await listed()).toMatchObject([USD]);
    expect((await rates('import', perUsd, '--replace')).code).toBe(0);
    expect(await listed()).toMatchObject([{ currency: 'EUR', base: 'USD', days: 1 }]);
  });

  it('says that it cannot read a file', async () => {
    const { code, stderr } = await rates('import', '/nowhere/rates.csv');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^bizness: \/nowhere\/rates\.csv cannot be read: .+\n$/)]);
  });
});
