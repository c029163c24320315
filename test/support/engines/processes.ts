import { eventually } from './eventually.ts';

/** Ends a group of processes at once, as a power cut would, and waits until nothing of it is left. */
export async function killGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  signal(leader, 'SIGKILL');
  await groupEnds(leader);
}

/** Waits until each process of a group has ended by itself. */
export const groupEnds = (leader: number): Promise<void> =>
  eventually('the processes are gone', async () => !signal(leader, 0));

/** Whether there was still a process to receive it. */
function signal(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, name);
  } catch {
    return false;
  }
}
