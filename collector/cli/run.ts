import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { excludedAdd } from './excluded/add.ts';
import { excludedList } from './excluded/list.ts';
import { excludedReadmit } from './excluded/readmit.ts';
import { exportCommand } from './export.ts';
import { geoipCheck } from './geoip/check.ts';
import { keyCreate } from './key/create.ts';
import { keyList } from './key/list.ts';
import { keyRevoke } from './key/revoke.ts';
import { keyRotate } from './key/rotate.ts';
import { personInvite } from './person/invite.ts';
import { personList } from './person/list.ts';
import { personRemove } from './person/remove.ts';
import { ratesImport } from './rates/import.ts';
import { ratesList } from './rates/list.ts';
import { restoreCommand } from './restore.ts';
import { start } from './start.ts';
import { visitorDelete } from './visitor/delete.ts';
import { websiteAdd } from './website/add.ts';
import { websiteDelete } from './website/delete.ts';
import { websiteList } from './website/list.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** Runs `bizness …` and resolves with its exit code; what it has to say goes to stdout and stderr. */
export async function run(args: string[]): Promise<number> {
  try {
    await commands().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said what was wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`bizness: ${oneLine(error)}\n`);
    return 1;
  }
}

function commands(): Command {
  const program = new Command('bizness')
    .description('Web analytics tied to money: one small script tag, one small server, nothing lost.')
    .version(version)
    .showSuggestionAfterError(false)
    // Whoever runs the commands ends the process.
    .exitOverride()
    .addHelpText('after', '\nExample:\n  $ bizness website add acme.com && bizness start');

  start(program);
  const website = program.command('website').description('the websites that are counted');
  websiteAdd(website);
  websiteList(website);
  websiteDelete(website);
  visitorDelete(program.command('visitor').description('single visitors'));
  const key = program.command('key').description('the API keys of servers');
  keyCreate(key);
  keyList(key);
  keyRevoke(key);
  keyRotate(key);
  const person = program.command('person').description('the people of the dashboard');
  personInvite(person);
  personList(person);
  personRemove(person);
  const excluded = program.command('excluded').description('events that are kept apart from what is counted');
  excludedList(excluded);
  excludedReadmit(excluded);
  excludedAdd(excluded);
  const rates = program.command('rates').description('the currency rates that money is converted at');
  ratesImport(rates);
  ratesList(rates);
  geoipCheck(program.command('geoip').description('databases that know where addresses are'));
  exportCommand(program);
  backup(program);
  restoreCommand(program);
  check(program);
  return program;
}

/** What went wrong, in one line and without a stack. */
function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
}
