import type { Command } from 'commander';
import { invite, inviteBack, type MintedInvitation, presentInvitation } from '../../account/invitation.ts';
import { PUBLIC_URL_EXPECTED, readPublicUrl } from '../../config.ts';
import { email as emailShape } from '../../contract/account/people.ts';
import { ROLES, type Role } from '../../contract/vocabulary.ts';
import type { Store } from '../../store/index.ts';
import { type DataDirOption, dataDirOf, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { type OwnAddress, ownAddress } from '../own-address.ts';
import { print, printJson } from '../print.ts';

interface Options extends DataDirOption {
  role?: string;
  website?: string[];
  url?: string;
  json?: boolean;
}

export function personInvite(parent: Command): void {
  withDataDir(parent.command('invite <email>'))
    .description('print a link to an account or, for a person who has one, to a new password')
    .option('--role <role>', `${ROLES.join(' or ')} (default: viewer)`)
    .option('--website <id...>', 'websites the person may see (default: all)')
    .option('--url <address>', 'where the dashboard is reached (default: PUBLIC_URL, else where the collector runs)')
    .option('--json', 'print the invitation as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ bizness person invite ann@acme.com --role owner --url https://stats.acme.com',
    )
    .action(run);
}

async function run(address: string, options: Options): Promise<void> {
  const email = emailShape.safeParse(address);
  if (!email.success) throw new Mistake(`${address} is no e-mail address`);
  const { url: base, isCertain } =
    options.url === undefined ? ownAddress(dataDirOf(options)) : chosenAddress(options.url);
  await onStore(options, async (store) => {
    const { invitation, path } = mint(store, email.data, options);
    await store.people.createInvitation(invitation);
    const url = base + path;
    if (options.json) return printJson({ ...presentInvitation(invitation), url });
    const what = invitation.purpose === 'reset' ? `A new password for ${email.data}` : `An account for ${email.data}`;
    print(url, '', `${what}: works once, until ${presentInvitation(invitation).expires_at}.`);
    if (!isCertain)
      print(`No collector is running here, so ${base} is a guess. PUBLIC_URL or --url says where it is reached.`);
  });
}

function mint({ people, registry }: Store, email: string, options: Options): MintedInvitation {
  const person = people.personByEmail(email);
  if (person !== null) {
    if (options.role === undefined && options.website === undefined) return inviteBack(person, null, Date.now());
    throw new Mistake(`${email} has an account. Without --role and --website this prints a link to a new password`);
  }
  for (const id of options.website ?? []) {
    if (registry.website(id) === null) throw new Mistake(`There is no website ${id}. See: bizness website list`);
  }
  const websites = options.website === undefined ? null : [...new Set(options.website)];
  return invite({ email, role: role(options.role ?? 'viewer'), websites, inviter: null }, Date.now());
}

function role(name: string): Role {
  const known = ROLES.find((candidate) => candidate === name);
  if (known === undefined) throw new Mistake(`There is no role ${name}. Roles: ${ROLES.join(', ')}`);
  return known;
}

function chosenAddress(text: string): OwnAddress {
  const url = readPublicUrl(text);
  if (url === null) throw new Mistake(`--url takes ${PUBLIC_URL_EXPECTED}; got ${text}`);
  return { url, isCertain: true };
}
