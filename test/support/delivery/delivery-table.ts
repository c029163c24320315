import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What came of one scenario in one engine. */
export interface Row {
  scenario: string;
  engine: string;
  tracked: number;
  stored: number;
  /** Told to be given up: by a documented limit. */
  dropped: number;
  repeats: number;
  /** Requests while the line was down. */
  requests: number;
}

const PAGE = fileURLToPath(new URL('../../../docs/delivery.md', import.meta.url));
const PLACE = /(<!-- table -->)[\s\S]*(<!-- \/table -->)/;

/** The scenarios down, the engines across: stored of tracked, what came again, and the requests made meanwhile. */
export function table(rows: Row[], versions: Record<string, string>): string {
  const engines = Object.keys(versions).sort();
  const cell = ({ tracked, stored, dropped, repeats, requests }: Row) =>
    [
      `${stored}/${tracked}`,
      dropped > 0 && `${dropped} given up, told`,
      repeats > 0 && `+${repeats}`,
      requests > 0 && `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    ]
      .filter(Boolean)
      .join(', ');
  const lines = [...new Set(rows.map(({ scenario }) => scenario))].map((scenario) => [
    scenario,
    ...engines.map((engine) => {
      const row = rows.find((each) => each.scenario === scenario && each.engine === engine);
      return row === undefined ? '–' : cell(row);
    }),
  ]);
  const head = ['scenario', ...engines.map((engine) => versions[engine] as string)];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Puts a table in its place in docs/delivery.md. */
export function publish(text: string): void {
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(PLACE, (_, begin, end) => `${begin}\n\n${text}\n\n${end}`),
  );
}
