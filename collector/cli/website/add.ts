import type { Command } from 'commander';
import { hostOfPasted, websitesOfDomain } from '../../account/domain.ts';
import { createWebsite, defaultAllowedDomains, presentWebsite, requireDomain } from '../../account/website.ts';
import { websiteCreateBody } from '../../contract/account/website.ts';
import { presentProblem } from '../../contract/problem.ts';
import { problemFromZod } from '../../contract/problem-schema.ts';
import type { Website } from '../../model/website.ts';
import { type DataDirOption, dataDirOf, onNewStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { type OwnAddress, ownAddress } from '../own-address.ts';
import { print, printJson } from '../print.ts';

interface Options extends DataDirOption {
  id?: string;
  name?: string;
  timezone?: string;
  currency?: string;
  allow: string[];
  json?: boolean;
}

export function websiteAdd(parent: Command): void {
  withDataDir(parent.command('add <domain>'))
    .description('create a website and print its script tag')
    .option('--id <id>', 'id of your choice (default: a new one)')
    .option('--name <name>', 'name shown in reports (default: the domain)')
    .option('--timezone <zone>', 'IANA time zone its days are cut in (default: UTC)')
    .option('--currency <code>', 'ISO 4217 currency of its reports (default: USD)')
    .option('--allow <host>', 'a further host its pages live on, such as localhost; may be repeated', collect, [])
    .option('--json', 'print the website as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness website add acme.com --timezone Europe/Berlin --currency EUR')
    .action(add);
}

const collect = (value: string, earlier: string[]) => [...earlier, value];

async function add(pasted: string, options: Options): Promise<void> {
  const domain = hostOfPasted(pasted);
  const { id, name, timezone, currency, allow } = options;
  const input = {
    domain,
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(currency === undefined ? {} : { currency }),
    ...(allow.length === 0 ? {} : { allowed_domains: [...defaultAllowedDomains(requireDomain(domain)), ...allow] }),
  };
  const body = websiteCreateBody.safeParse(input);
  if (!body.success) throw new Mistake(presentProblem(problemFromZod(body.error, input)).message);
  const website = createWebsite(body.data, Date.now());
  const address = ownAddress(dataDirOf(options));
  // With --json, what is printed is the website and nothing beside it.
  const tell = (message: string) => (options.json ? process.stderr.write(`${message}\n`) : print(message));
  await onNewStore(options, tell, async ({ registry }) => {
    const twins = websitesOfDomain(registry, null, website.domain);
    const created = await registry.createWebsite(website);
    if (created === null) throw new Mistake(`A website with the id ${website.id} exists already`);
    if (twins.length > 0) process.stderr.write(`${alsoCounted(created, twins)}\n`);
    if (options.json) return printJson(presentWebsite(created, null));
    print(
      `Created ${created.name}, id ${created.id}, in ${dataDirOf(options)}. Paste this into the <head> of its pages:`,
      '',
      `  ${scriptTag(address.url, created.id)}`,
      '',
      hintOf(address),
    );
  });
}

/** Two websites of one domain divide its numbers, which nobody means who has merely forgotten the first. */
const alsoCounted = ({ id, domain }: Website, twins: Website[]): string =>
  `Warning: ${domain} is counted already, as ${idsOf(twins)}; ${id} is a second website, with numbers of its own. ` +
  `To take it back: bizness website delete ${id} --confirm ${id}`;

const idsOf = (websites: Website[]): string => websites.map(({ id }) => id).join(', ');

const hintOf = ({ url, isCertain }: OwnAddress): string =>
  isCertain
    ? `Where browsers reach the collector by another address than ${url}, set PUBLIC_URL, or write that one in src.`
    : `No collector is running here, so ${url} is a guess. Where it is reached by another address, write that one in src.`;

/** The one line a website needs. */
function scriptTag(address: string, websiteId: string): string {
  const id = websiteId.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<script defer src="${address}/bizness.js" data-website-id="${id}"></script>`;
}
