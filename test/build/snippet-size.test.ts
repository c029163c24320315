import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/command.ts';

interface Feature {
  module: string;
  stub?: string;
  replace?: Record<string, string>;
}

/** Prices features as `npm run size` does. */
function price(features: Record<string, Feature>) {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const list = path.join(folder, 'features.mjs');
  writeFileSync(list, `export const features = ${JSON.stringify(features)};`);
  return spawnSync(process.execPath, ['test/gates/snippet-size.mjs', list], { encoding: 'utf8' });
}

describe('the price of a feature', () => {
  it('is what the snippet would save without it', () => {
    const { stdout, status } = price({
      forms: { module: 'snippet/capture/form-submit.ts', stub: 'export const captureFormSubmits = () => {};' },
      idle: { module: 'snippet/capture/engagement.ts', replace: { 'Math.min(now - since, IDLE_MS)': '0' } },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^forms +\| +[1-9]\d+$/m);
    expect(stdout).toMatch(/^idle +\| +[1-9]\d*$/m);
  });

  it('is not told where the feature was not taken out', () => {
    const click = 'snippet/capture/click.ts';
    const { stdout, stderr, status } = price({
      gone: { module: 'snippet/capture/gone.ts', stub: '' },
      foreign: { module: 'snippet/stub.ts', stub: '' },
      poor: { module: click, stub: 'export const more = 1;' },
      rich: { module: click, stub: 'export const captureClicks = () => {}, more = 1;' },
      moved: { module: click, replace: { 'no such text': '' } },
      vague: { module: click, replace: { event: '' } },
      idle: { module: click, replace: { 'const CLICKABLE': 'const CLICKABLE' } },
    });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('gone: snippet/capture/gone.ts is no module of the snippet');
    expect(stderr).toContain('foreign: snippet/stub.ts is no module of the snippet');
    expect(stderr).toMatch(/poor: .*"captureClicks" is not exported by "snippet\/capture\/click.ts"/);
    expect(stderr).toContain(`rich: ${click} exports captureClicks; what stands in for it, captureClicks, more`);
    expect(stderr).toContain(`moved: ${click} has 0 times, not once: no such text`);
    expect(stderr).toMatch(/vague: snippet\/capture\/click.ts has \d+ times, not once: event/);
    expect(stderr).toContain(`idle: to replace ${click} changes nothing`);
  });
});
