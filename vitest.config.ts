import { defineConfig } from 'vitest/config';

/** Three rooms of tests: plain Node, the snippet in a simulated page, and real browsers, one file after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/snippet/**', 'test/browser/**'],
          environment: 'node',
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
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
