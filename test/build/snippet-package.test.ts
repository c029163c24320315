import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');

const USE = `
import { bizness, init, type QueuedEvent } from 'bizness/snippet';

init({
  websiteId: 'shop',
  endpoint: 'https://stats.acme.test/api/events/batch',
  gpc: 'drop',
  consent: 'required',
  beforeSend: (event: QueuedEvent) => (event.event_name === 'noise' ? null : event),
});
bizness.track('signup', { plan: 'pro', seats: 3 });
bizness.identify('user_1', { role: 'owner' });
bizness.revenue(12.5, 'EUR');
bizness.consent(true);
window.bizness?.track('by the global');
window.bizness?.websites['shop']?.reset();
`;
/** Each line is wrong, and must be said to be. */
const MISUSE = `
import { bizness, init } from 'bizness/snippet';

// @ts-expect-error a name is missing
bizness.track();
// @ts-expect-error an endpoint is missing
init({ websiteId: 'shop' });
// @ts-expect-error no such choice
init({ websiteId: 'shop', endpoint: '/b', gpc: 'sometimes' });
// @ts-expect-error a number, not a text
window.bizness?.revenue('12.5', 'EUR');
// @ts-expect-error no such method
bizness.page();
`;

let project: ReturnType<typeof temporaryFolder>;
/** Somebody's project, with the package installed as npm would: what it says it contains, and nothing around it. */
beforeAll(() => {
  project = temporaryFolder();
  const installed = path.join(project.folder, 'node_modules/bizness');
  mkdirSync(path.join(installed, 'dist'), { recursive: true });
  for (const part of ['package.json', 'dist/snippet', 'dist/snippet-types']) {
    cpSync(path.join(ROOT, part), path.join(installed, part), { recursive: true });
  }
  writeFileSync(path.join(project.folder, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(project.folder, 'use.ts'), USE);
  writeFileSync(path.join(project.folder, 'misuse.ts'), MISUSE);
});
afterAll(() => project.remove());

describe('the package entry bizness/snippet', () => {
  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])('has types that hold in a strict project with moduleResolution %s', (moduleResolution, module) => {
    // The library's own types are taken as they are, the package's are not.
    const options = `--noEmit --skipDefaultLibCheck --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom --module ${module} --moduleResolution ${moduleResolution}`;
    const { status, stdout } = spawnSync(process.execPath, [TSC, ...options.split(' '), 'use.ts', 'misuse.ts'], {
      cwd: project.folder,
    });
    expect([status, stdout.toString()]).toEqual([0, '']);
  });

  it('does nothing on a server: when imported, when begun and when called', () => {
    const run = `
      const called = [];
      for (const name of ['fetch', 'setTimeout', 'setInterval', 'addEventListener'])
        globalThis[name] = () => called.push(name);
      const before = Object.getOwnPropertyNames(globalThis).length;
      const { bizness, init } = await import('bizness/snippet');
      init({ websiteId: 'shop', endpoint: '/b' });
      for (const method of Object.keys(bizness)) bizness[method]('name', 'x');
      console.log(JSON.stringify({ called, globals: Object.getOwnPropertyNames(globalThis).length - before, methods: Object.keys(bizness) }));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', run], { cwd: project.folder });
    expect(JSON.parse(printed.toString())).toEqual({
      called: [],
      globals: 0,
      methods: ['track', 'identify', 'reset', 'revenue', 'consent', 'optOut', 'flush'],
    });
  });
});
