import { defineConfig } from 'vitest/config';

/**
 * Five rooms of tests: plain Node, the snippet in a simulated page, the dashboard in a real browser, the snippet in real
 * browsers, and collectors that are killed. The last two come after the others, as they watch the clock or load the machine.
 */

/**
 * A browser hangs or dies now and then on a busy machine, and a whole gate should not fail for it: there a test of a browser
 * may try twice, and says that it did. Not where an event could have been lost, or a secret told: those files say `retry: 0`.
 */
const retry = process.env.CI === undefined ? 0 : 1;

export default defineConfig({
  test: {
    reporters: ['default', './test/support/slow-files.ts'],
    // Browsers and collectors work beside each test: a machine of two cores has none to spare, yet much time is spent waiting.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/snippet/**', 'test/browser/**', 'test/faults/**'],
          environment: 'node',
          // Many start a collector, and a machine may be slow.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'happy-dom',
          include: ['test/snippet/**/*.test.ts'],
          environment: 'happy-dom',
          environmentOptions: { happyDOM: { url: 'https://shop.test/start?utm_source=news' } },
        },
      },
      {
        test: {
          name: 'dashboard',
          include: ['test/browser/dashboard/**/*.test.ts'],
          retry,
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/dashboard/**'],
          retry,
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Scenarios that run side by side spend their time waiting.
          maxConcurrency: 6,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
