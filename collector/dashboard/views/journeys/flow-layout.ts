import type { JourneysAnswer } from '../../../contract/reports/journeys.ts';

/** Distances of the drawing, px. */
export const COLUMN = 148;
const BETWEEN_COLUMNS = 72;
const BETWEEN_NODES = 8;
/** Room for two lines, and for a finger. */
const LEAST_NODE = 32;
export const LEAST_TOUCHED_NODE = 44;
/** How high the fullest column is, without what lies between its nodes. */
const FULL = 320;
/** More of a step would be a tangle. */
const MOST_NODES = 8;

export interface FlowNode {
  key: string;
  page: string;
  step: number;
  sessions: number;
  x: number;
  y: number;
  height: number;
}

export interface FlowLink {
  key: string;
  from: FlowNode;
  to: FlowNode;
  sessions: number;
  /** Middles of its ends, and how thick it is. */
  y1: number;
  y2: number;
  width: number;
}

export interface Flow {
  width: number;
  height: number;
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
  /** Pages of a step that are not drawn, by step. */
  hidden: ReadonlyMap<number, number>;
  steps: readonly number[];
}

const keyOf = (step: number, page: string): string => `${step} ${page}`;

/** Where pages stand, a column for each step, and how links run between them. Heights and widths are sessions. */
export function layFlow(
  { nodes, links }: Pick<JourneysAnswer, 'nodes' | 'links'>,
  leastNode: number = LEAST_NODE,
): Flow {
  const steps = [...new Set(nodes.map(({ step }) => step))].sort((a, b) => a - b);
  const columns = steps.map((step) => nodes.filter((node) => node.step === step));
  const fullest = Math.max(1, ...columns.map((column) => sum(column.map(({ sessions }) => sessions))));
  const scale = FULL / fullest;
  const placed = new Map<string, FlowNode>();
  const hidden = new Map<number, number>();
  let height = 0;
  for (const [place, column] of columns.entries()) {
    const drawn = column.toSorted((a, b) => b.sessions - a.sessions).slice(0, MOST_NODES);
    const step = steps[place] ?? 0;
    if (column.length > drawn.length) hidden.set(step, column.length - drawn.length);
    let y = 0;
    for (const { page, sessions } of drawn) {
      const key = keyOf(step, page);
      const size = Math.max(leastNode, sessions * scale);
      placed.set(key, { key, page, step, sessions, x: place * (COLUMN + BETWEEN_COLUMNS), y, height: size });
      y += size + BETWEEN_NODES;
    }
    height = Math.max(height, y - BETWEEN_NODES);
  }
  return {
    width: Math.max(0, steps.length * (COLUMN + BETWEEN_COLUMNS) - BETWEEN_COLUMNS),
    height,
    nodes: [...placed.values()],
    links: layLinks(links, placed, scale),
    hidden,
    steps,
  };
}

/** Links leave and reach a node one under the other, in the order of what they lead to and come from. */
function layLinks(links: JourneysAnswer['links'], placed: ReadonlyMap<string, FlowNode>, scale: number): FlowLink[] {
  const left = new Map<string, number>();
  const reached = new Map<string, number>();
  const take = (used: Map<string, number>, node: FlowNode, width: number): number => {
    const from = used.get(node.key) ?? 0;
    used.set(node.key, from + width);
    return node.y + Math.min(node.height - width / 2, from + width / 2);
  };
  return links
    .flatMap(({ step, from, to, sessions }) => {
      const [start, end] = [placed.get(keyOf(step, from)), placed.get(keyOf(step + 1, to))];
      return start === undefined || end === undefined ? [] : [{ start, end, sessions }];
    })
    .sort((a, b) => a.start.y - b.start.y || a.end.y - b.end.y)
    .map(({ start, end, sessions }) => {
      const width = Math.max(1, sessions * scale);
      const [y1, y2] = [take(left, start, width), take(reached, end, width)];
      return { key: `${start.key} ${end.key}`, from: start, to: end, sessions, y1, y2, width };
    });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
