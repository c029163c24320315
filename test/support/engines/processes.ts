import { eventually } from './eventually.ts';

/** Ends a group of processes at once, as a power cut would, and waits until nothing of it is left. */
export async function killGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-leader, signal);
    } catch {
      return false;
    }
  };
  send('SIGKILL');
  await eventually('the killed processes are gone', async () => !send(0));
}
