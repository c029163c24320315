/* The log as a person reads it on a terminal; the other form of it is JSON, for programs. */

interface Entry {
  level: number;
  time: number;
  msg: string;
  err?: { message?: string; stack?: string };
  [field: string]: unknown;
}

/** What a terminal shows as it stands. */
const PRINTABLE = /^[\x20-\x7e]*$/;
const WARN = 40;
const ERROR = 50;
/** What every line of a log has, and nobody at a terminal asks for. */
const OF_EVERY_LINE = ['level', 'time', 'msg', 'err', 'pid', 'hostname'];

/** A destination for a JSON log that writes each of its lines in plain words. */
export function plainLog(write: (text: string) => void): { write(line: string): void } {
  return { write: (line) => write(`${plainLine(JSON.parse(line) as Entry)}\n`) };
}

/** One line, such as `14:02:11  warning: a report thread has ended (pause_ms 1000)`; an error with where it came from. */
function plainLine(entry: Entry): string {
  if (entry.msg === 'listening') return welcome(entry);
  const { level, time, msg, err } = entry;
  const rank = level >= ERROR ? 'error: ' : level >= WARN ? 'warning: ' : '';
  const fields = Object.entries(entry).filter(([name]) => !OF_EVERY_LINE.includes(name));
  const more = fields.map(
    ([name, value]) => `${name} ${typeof value === 'string' && PRINTABLE.test(value) ? value : JSON.stringify(value)}`,
  );
  const cause = err === undefined ? '' : `: ${(level >= ERROR && err.stack) || err.message}`;
  return `${clock(time)}  ${rank}${msg}${cause}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

function welcome({ url, public_url, data_dir, new_store }: Entry): string {
  const address = public_url === undefined ? `${url}/` : `${public_url}/, listening on ${url}`;
  return [
    '',
    `  Bizness is running:  ${address}`,
    `  Its data:            ${data_dir}${new_store === true ? ', a new store' : ''}`,
    '  To stop it:          Ctrl-C',
    '',
  ].join('\n');
}

/** `14:02:11`, by the clock of the machine. */
const clock = (time: number): string => new Date(time).toTimeString().slice(0, 8);
