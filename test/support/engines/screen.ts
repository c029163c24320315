import { once } from 'node:events';
import { killGroup, startGroup } from './processes.ts';

export interface Screen {
  /** For the variable `DISPLAY`. */
  name: string;
  close(): Promise<void>;
}

/** A screen that nobody sees, for one browser alone: on a common one they would take the focus from each other. */
export async function openScreen(program: string): Promise<Screen> {
  const server = startGroup(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(server.stdio[3]!, 'data');
  return { name: `:${String(number).trim()}`, close: () => killGroup(server.pid) };
}
