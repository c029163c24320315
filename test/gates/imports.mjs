/**
 * The import rules of `.dependency-cruiser.cjs`, checked. Fails too when the checker saw less than the whole
 * house: an unsupported compiler version makes it pass having read nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);

const ROOMS = [
  'collector/contract',
  'collector/model',
  'collector/store',
  'collector/store/sqlite',
  'collector/ingest',
  'collector/query',
  'collector/account',
  'collector/http',
  'collector/cli',
  'snippet',
  'demo-site',
  'test',
];

// Listed first: a file that appears while the checker reads is the next run's affair.
const files = sources();
const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
const { output } = await cruise(
  ['collector', 'snippet', 'demo-site', 'test'],
  { ...options, ruleSet: { forbidden }, validate: true },
  options.enhancedResolveOptions,
  { tsConfig: extractTSConfig('tsconfig.base.json') },
);

const faults = output.summary.violations.map(
  (violation) =>
    `${violation.rule.name}\n    ${[violation.from, ...(violation.cycle?.map((step) => step.name) ?? [violation.to])].join(' → ')}`,
);

const seen = new Map(output.modules.map((module) => [module.source, module.dependencies]));
const ours = [...seen.keys()].filter((source) => ROOMS.some((room) => source.startsWith(`${room}/`)));
if (ours.length <= 30) faults.push(`only ${ours.length} modules were seen: the checker is blind`);
for (const room of ROOMS) {
  if (!ours.some((source) => source.startsWith(`${room}/`))) faults.push(`no module of ${room} was seen`);
}

// A file that imports something and was seen importing nothing is a file the checker could not read.
for (const file of files) {
  const dependencies = seen.get(file);
  if (dependencies === undefined) faults.push(`${file} was not looked at`);
  else if (dependencies.length === 0 && /^(?:import|export) .* from '/m.test(readFileSync(file, 'utf8'))) {
    faults.push(`${file} imports something, and the checker saw nothing`);
  }
}

if (faults.length > 0) {
  console.error(`imports: ${faults.length} broken\n\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}`);
  process.exit(1);
}
console.log(
  `imports: ${ours.length} modules, ${output.summary.totalDependenciesCruised} imports, all within the rules`,
);

function sources() {
  return ['collector', 'snippet', 'demo-site', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((file) => path.posix.join(folder, String(file).replaceAll(path.sep, '/')))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
  );
}
