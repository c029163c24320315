import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Five rooms of tests: plain Node, the snippet in a simulated page, the dashboard in a real browser, the snippet in real
 * browsers, and collectors that are killed. The last comes after the others, as it loads the machine with all it has.
 */

/** No limits of how fast a test must be: they end what hangs. Where a browser is driven, one test takes many steps. */
const HANGS = { testTimeout: 180_000, hookTimeout: 180_000 };
const BROWSER_HANGS = { testTimeout: 400_000, hookTimeout: 400_000 };

/**
 * A browser hangs or dies now and then on a busy machine, and a whole gate should not fail for it: there a test of a browser
 * may try twice, and says that it did. Not where an event could have been lost, or a secret told: those files say `retry: 0`.
 */
const retry = process.env.CI === undefined ? 0 : 1;

export default defineConfig({
  test: {
    reporters: ['default', './test/support/slow-files.ts'],
    // Tests of browsers wait for much of their time; others compute meanwhile.
    maxWorkers: Math.min(availableParallelism() + 2, 6),
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/snippet/**', 'test/browser/**', 'test/faults/**'],
          environment: 'node',
          // What was built is tried as it is.
          server: { deps: { external: [/\/dist\//] } },
          // Each file alone would read the collector in again, and none of them changes what others see.
          isolate: false,
          ...HANGS,
        },
      },
      {
        test: {
          name: 'happy-dom',
          include: ['test/snippet/**/*.test.ts'],
          environment: 'happy-dom',
          ...HANGS,
          environmentOptions: { happyDOM: { url: 'https://shop.test/start?utm_source=news' } },
        },
      },
      {
        test: {
          name: 'dashboard',
          include: ['test/browser/dashboard/**/*.test.ts'],
          retry,
          environment: 'node',
          // Files that come after one another share a Chromium.
          isolate: false,
          ...BROWSER_HANGS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/dashboard/**'],
          retry,
          environment: 'node',
          ...BROWSER_HANGS,
          // Scenarios that run side by side spend their time waiting.
          maxConcurrency: 6,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          environment: 'node',
          ...BROWSER_HANGS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
