import { SOON } from '../soon.ts';

const PAUSE_MS = 20;

/** Resolves when the question is answered with yes. A question that fails is asked again: pages come and go. */
export async function eventually(
  what: string,
  question: () => Promise<boolean>,
  { patience = SOON.timeout, pause = PAUSE_MS } = {},
): Promise<void> {
  const end = Date.now() + patience;
  let problem: unknown;
  while (Date.now() < end) {
    try {
      if (await question()) return;
    } catch (error) {
      problem = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`Waited ${patience / 1000} s in vain until ${what}.`, { cause: problem });
}
