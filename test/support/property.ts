import fc from 'fast-check';

/**
 * How many smaller cases are tried for a failure. A count and not a time, which would say more of the machine than of the
 * code: what takes its time is not wrong.
 */
const SMALLER_CASES = 300;

/** No limit that a slow machine would reach: it ends what hangs. */
export const HANGS = { timeout: 3_600_000 };

type Arbitraries<Values> = { [Place in keyof Values]: fc.Arbitrary<Values[Place]> };

/** Expects that a check passes for every case, tried for so many. `PROPERTY_SEED` repeats the cases of a failure. */
export function forEvery<Values extends [unknown, ...unknown[]]>(
  runs: number,
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => Promise<void>,
): Promise<void> {
  let smallerCases: number | null = null;
  const property = fc.asyncProperty(...arbitraries, async (...values: Values) => {
    if (smallerCases !== null) {
      if (smallerCases === SMALLER_CASES) return;
      smallerCases += 1;
    }
    try {
      await check(...values);
    } catch (error) {
      if (!fc.PreconditionFailure.isFailure(error)) smallerCases ??= 0;
      throw error;
    }
  });
  const seed = process.env.PROPERTY_SEED;
  return fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) });
}
