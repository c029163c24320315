import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bizness, biznessOk, startBizness, temporaryFolder } from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
/** Named by a mistake, so not there. */
let nowhere: string;
beforeEach(() => {
  temporary = temporaryFolder();
  nowhere = path.join(temporary.folder, 'nowhere');
});
afterEach(() => temporary.remove());

/** Every command that needs a store, as it is given all else that it needs. */
const NEED_A_STORE = [
  'website list',
  'website delete web_1 --confirm web_1',
  'visitor delete vis_1 --website web_1',
  'key create',
  'key list',
  'key revoke key_1',
  'key rotate key_1',
  'person invite ann@acme.test',
  'person list',
  'person remove ann@acme.test',
  'excluded list --website web_1',
  'excluded readmit --website web_1',
  'excluded add --website web_1 --country FR',
  'rates import FILE',
  'rates list',
  'export --website web_1',
  'export --website web_1 --out OUT',
  'backup OUT',
  'check',
];
/** Those that may make one. */
const MAKE_A_STORE = ['start', 'restore', 'website add'];

/** Those that ask nothing of one. */
const WITHOUT_A_STORE = ['geoip check'];

/** The names of all commands, from what `--help` lists. */
async function commandNames(parent: string[] = []): Promise<string[]> {
  const help = await biznessOk([...parent, '--help']);
  const [, listed] = help.split('Commands:\n');
  if (listed === undefined) return [parent.join(' ')];
  const names = [...listed.matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== 'help');
  return (await Promise.all(names.map((name) => commandNames([...parent, name])))).flat();
}

describe('a command on a folder without a store', () => {
  it('is one of those that are tried here', async () => {
    const tried = [...NEED_A_STORE, ...MAKE_A_STORE, ...WITHOUT_A_STORE];
    const untried = (await commandNames()).filter((name) => !tried.some((one) => one.startsWith(name)));
    expect(untried).toEqual([]);
  });

  it.each(NEED_A_STORE)('says that there is none and how to name one, and makes nothing: %s', async (command) => {
    const file = path.join(temporary.folder, 'rates.csv');
    writeFileSync(file, 'Date,USD\n2024-01-15,1.09\n');
    const out = path.join(temporary.folder, 'out');
    const args = command.split(' ').map((word) => (word === 'FILE' ? file : word === 'OUT' ? out : word));
    expect(await bizness([...args, '--data-dir', nowhere])).toEqual({
      code: 1,
      stdout: '',
      stderr: `bizness: There is no store in ${nowhere}. Name its folder with --data-dir or DATA_DIR, or make one there: bizness start\n`,
    });
    expect(readdirSync(temporary.folder)).toEqual(['rates.csv']);
  });

  it('names the folder whole, as ./data is another one in every folder', async () => {
    const { stderr } = await bizness(['check', '--data-dir', './no-such-folder']);
    expect(stderr).toContain(`There is no store in ${path.resolve('no-such-folder')}.`);
  });

  it('makes one as the first website is added, and says so: among its lines, and beside the JSON', async () => {
    const told = `Made a new store in ${nowhere}.\n`;
    const first = await bizness(['website', 'add', 'acme.test', '--data-dir', nowhere]);
    expect([first.stdout.startsWith(told), first.stderr]).toEqual([true, '']);
    expect(await biznessOk(['website', 'add', 'other.test', '--data-dir', nowhere])).not.toContain('new store');

    const elsewhere = path.join(temporary.folder, 'elsewhere');
    const json = await bizness(['website', 'add', 'acme.test', '--json', '--data-dir', elsewhere]);
    expect(json.stderr).toBe(told.replace(nowhere, elsewhere));
    expect(JSON.parse(json.stdout)).toMatchObject({ domain: 'acme.test' });
  });

  it('makes none for a website that cannot be added', async () => {
    expect((await bizness(['website', 'add', 'no domain', '--data-dir', nowhere])).code).toBe(1);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('makes one as the collector starts, and says so once', async () => {
    const log = async () => {
      const collector = await startBizness(nowhere);
      await collector.stop();
      return collector.log.find(({ msg }) => msg === 'listening');
    };
    expect(await log()).toMatchObject({ data_dir: nowhere, new_store: true });
    expect(await log()).not.toHaveProperty('new_store');
  });
});
