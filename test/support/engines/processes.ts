import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { eventually } from './eventually.ts';

/** Leaders of the groups that run, so that none outlives the tests. */
const groups = new Set<number>();
let watching = false;

/** Starts a program that leads a group of its own: whatever it starts can be ended with it. */
export function startGroup(program: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, { ...options, detached: true });
  if (!watching) endGroupsWithUs();
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

function endGroupsWithUs(): void {
  watching = true;
  const endAll = () => {
    for (const leader of groups) signal(leader, 'SIGKILL');
  };
  process.once('exit', endAll);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => {
      endAll();
      // Heard once: this time it does what it does without us.
      process.kill(process.pid, name);
    });
}

/** Ends a group of processes at once, as a power cut would, and waits until nothing of it is left. */
export async function killGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  signal(leader, 'SIGKILL');
  await groupEnds(leader);
}

/** Waits until each process of a group has ended by itself. */
export async function groupEnds(leader: number): Promise<void> {
  await eventually('the processes are gone', async () => !signal(leader, 0) || onlyZombies(leader));
  groups.delete(leader);
}

/** Ended processes whose parent is gone too stay on the list, on some systems for seconds. */
function onlyZombies(leader: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  const members = stdout.split('\n').filter((line) => line.trim().startsWith(`${leader} `));
  return status === 0 && members.every((line) => line.includes('Z'));
}

/** Whether there was still a process to receive it. */
function signal(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, name);
  } catch {
    return false;
  }
}
