#!/usr/bin/env node
/*
 * Writes collector/ingest/filter/referrer-spam-hosts.ts from a list of hosts, one a line. Without a file's name the list
 * is Matomo's, from GitHub:
 *
 *   npm run referrer-spam             the whole list as it is today
 *   npm run referrer-spam -- FILE     a list that lies here
 */
import { readFileSync, writeFileSync } from 'node:fs';

const LIST = 'https://raw.githubusercontent.com/matomo-org/referrer-spam-list/master/spammers.txt';
const OUT = new URL('../../collector/ingest/filter/referrer-spam-hosts.ts', import.meta.url);
const WIDTH = 118;
/** Services with visitors of their own: whoever comes from there is a person. */
const NO_SPAM = new Set(
  (
    'adf.ly kharkov.ua marinetraffic.com nethouse.ru plagscan.com prlog.ru research.ifmo.ru resellerclub.com ' +
    'scripted.com searchencrypt.com site5.com sweet.tv tsatu.edu.ua ucoz.ru uptime.com workona.com'
  ).split(' '),
);

const [file] = process.argv.slice(2);
const hosts = [...new Set((await read()).split('\n').flatMap(hostOf))].sort();
if (hosts.length < 100) throw new Error(`A list of ${hosts.length} hosts is no list: nothing was written`);
writeFileSync(OUT, moduleOf(hosts));
process.stdout.write(`${hosts.length} hosts\n`);

async function read() {
  if (file !== undefined) return readFileSync(file, 'utf8');
  const response = await fetch(LIST);
  if (!response.ok) throw new Error(`${LIST} answers ${response.status}`);
  return response.text();
}

/** Empty lines and remarks are no hosts; international names are written as browsers send them. */
function hostOf(line) {
  const text = line.trim();
  if (text === '' || /^[#!]/.test(text)) return [];
  const host = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : '';
  if (!host.includes('.') || host !== encodeURI(host)) throw new Error(`${text} is no host: nothing was written`);
  return NO_SPAM.has(host) ? [] : [host];
}

function moduleOf(hosts) {
  const lines = [];
  for (const host of hosts) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + host.length <= WIDTH) lines[lines.length - 1] = `${line} ${host}`;
    else lines.push(host);
  }
  return `/*
 * Hosts that advertise by pretending to refer. Written by \`npm run referrer-spam\`; don't edit. From Matomo's
 * referrer-spam-list (https://github.com/matomo-org/referrer-spam-list), which is in the public domain.
 */
export const REFERRER_SPAM_HOSTS: readonly string[] = \`
${lines.join('\n')}
\`.trim().split(/\\s+/);
`;
}
