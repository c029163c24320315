import { SingleBar } from 'cli-progress';

/** Tells how far a load is: a bar on a terminal, a line for each tenth elsewhere. */
export interface Progress {
  /** `share` of the history from 0 to 1. */
  tell(share: number, events: number): void;
  /** Says something in between. */
  say(line: string): void;
  end(): void;
}

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar that is drawn more often would cost more than what it measures. */
const REDRAW_MS = 100;
const PERMILLE = 1000;

export function startProgress(out: NodeJS.WriteStream | Output, now: () => number): Progress {
  const begun = now();
  const rate = (events: number) => Math.round(events / Math.max(0.001, (now() - begun) / 1000)).toLocaleString('en');
  return out.isTTY === true ? drawBar(out as NodeJS.WriteStream, rate, now) : printLines(out, rate);
}

function drawBar(stream: NodeJS.WriteStream, rate: (events: number) => string, now: () => number): Progress {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage} %  {events} events  {rate}/s  {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    etaBuffer: 100,
  });
  bar.start(PERMILLE, 0, { events: '0', rate: '0' });
  let drawn = 0;
  return {
    tell(share, events) {
      if (share < 1 && now() - drawn < REDRAW_MS) return;
      drawn = now();
      bar.update(Math.floor(share * PERMILLE), { events: events.toLocaleString('en'), rate: rate(events) });
    },
    say(line) {
      stream.write(`\r\x1b[K${line}\n`);
    },
    end: () => {
      if (bar.isActive) bar.stop();
    },
  };
}

function printLines(out: Output, rate: (events: number) => string): Progress {
  let tenths = 0;
  return {
    tell(share, events) {
      const reached = Math.floor(share * 10);
      if (reached <= tenths) return;
      tenths = reached;
      out.write(`${tenths * 10} %  ${events.toLocaleString('en')} events  ${rate(events)}/s\n`);
    },
    say: (line) => out.write(`${line}\n`),
    end: () => {},
  };
}
