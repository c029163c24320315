/**
 * The build, and the gates that need no test to be run: side by side, each one's output kept together and shown when it
 * ends. All are run to their end, so that one look shows all that is wrong.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Scripts of package.json. Those that read what was built come after it. */
const FIRST = ['build', 'lint', 'dead-code', 'browser'];
const OF_WHAT_WAS_BUILT = ['imports', 'size'];

const failed = [];

async function run(name) {
  const begun = performance.now();
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => told.push(bytes));
  const [code] = await once(child, 'close');
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds} s`);
  process.stdout.write(Buffer.concat(told));
  if (code !== 0) failed.push(name);
}

const first = FIRST.map(run);
await first[0];
if (!failed.includes('build')) first.push(...OF_WHAT_WAS_BUILT.map(run));
await Promise.all(first);
if (failed.length > 0) {
  console.error(`\nNot passed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
