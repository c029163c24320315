import type { Reporter, TestCase, TestModule } from 'vitest/node';

const SHOWN = 10;

/** Why the first try failed, so that what is rare can be mended too. */
const firstError = (test: TestCase): string => `\n    ${test.result().errors?.[0]?.message.split('\n')[0] ?? ''}`;

/** Which files of a whole run took longest, and which tests needed their second try: both creep in unseen. */
export default class SlowFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests('passed')]
        .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
        .map((test: TestCase) => `  ${module.relativeModuleId}: ${test.fullName}${firstError(test)}`),
    );
    if (retried.length > 0) console.log(`Passed at the second try:\n${retried.join('\n')}\n`);
    if (modules.length <= SHOWN) return;
    const files = modules
      .map((module) => {
        const { collectDuration, setupDuration, duration } = module.diagnostic();
        return { file: module.relativeModuleId, seconds: (collectDuration + setupDuration + duration) / 1000 };
      })
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, SHOWN);
    const lines = files.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
    console.log(`The slowest test files:\n${lines.join('\n')}\n`);
  }
}
