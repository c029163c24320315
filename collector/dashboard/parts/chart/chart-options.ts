import uPlot from 'uplot';
import type { Interval } from '../../../contract/vocabulary.ts';
import { tick } from '../../format/date.ts';
import { tickPlaces } from './chart-ticks.ts';
import { type Lattice, latticeLines, latticeOf, latticeRange } from './lattice.ts';
import type { Colours } from './use-colours.ts';

/** One thing told over time. */
export interface Told {
  values: readonly (number | null)[];
  /** Of the period before, bucket by bucket. */
  before: readonly (number | null)[] | null;
  kind: 'count' | 'money' | 'percent' | 'seconds';
  /** A value as the axis says it. */
  write(value: number): string;
}

export interface Drawing {
  dates: readonly string[];
  interval: Interval;
  /** Drawn as an area, by the left axis. */
  area: Told | null;
  /** Drawn as bars, by the right axis; by the left where there is no area. */
  bars: Told | null;
  /** Buckets that still run, or that the range cuts. */
  unfinished: readonly boolean[];
}

interface Reactions {
  pointed(place: number | null): void;
  /** Dragged over, both ends included. */
  zoomed(from: number, to: number): void;
}

const FONT = '12px system-ui, sans-serif';
const TICK_WIDTH = 76;

/** Everything there is to draw, in the order of `series`: bars, their past, the area's past, the area. */
export const drawnData = ({ dates, area, bars }: Drawing): uPlot.AlignedData => {
  const nothing = dates.map(() => null);
  const upTo = (values: Told['before']) => dates.map((_, index) => values?.[index] ?? null);
  return [
    dates.map((_, index) => index),
    bars === null ? nothing : upTo(bars.values),
    bars === null || area !== null ? nothing : upTo(bars.before),
    area === null ? nothing : upTo(area.before),
    area === null ? nothing : upTo(area.values),
  ];
};

/** How uPlot is to draw it. */
export function chartOptions(
  drawing: Drawing,
  colours: Colours,
  size: { width: number; height: number },
  { pointed, zoomed }: Reactions,
): uPlot.Options {
  const { dates, interval, area, bars } = drawing;
  const left = area ?? bars;
  const right = area === null ? null : bars;
  const lattices = latticesOf(drawing);
  const below = Math.max(lattices.left.below, lattices.right.below);
  const scale = (lattice: Lattice): uPlot.Scale => ({ range: () => latticeRange(lattice, below) });
  const amber = area?.kind === 'money';
  const line = amber ? colours.money : colours.visitors;
  const past = { stroke: colours['line-strong'], width: 1.25, dash: [3, 3], points: { show: false } };
  return {
    ...size,
    padding: [12, right === null ? 12 : 0, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: (_, series) => (series === 4 ? 8 : 0) },
      drag: { x: true, y: false, setScale: false },
    },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(0.5, dates.length - 0.5)] },
      left: scale(lattices.left),
      right: scale(lattices.right),
    },
    axes: [
      {
        font: FONT,
        stroke: colours['ink-soft'],
        grid: { show: false },
        ticks: { stroke: colours.line, width: 1, size: 4 },
        size: 32,
        splits: (chart) => tickPlaces(dates, interval, chart.bbox.width / devicePixelRatio / TICK_WIDTH),
        values: (_, places) => places.map((place) => tick(dates[place] ?? '', interval)),
      },
      axis('left', left, lattices.left, below, colours),
      { ...axis('right', right, lattices.right, below, colours), side: 1, show: right !== null, grid: { show: false } },
    ],
    series: [
      {},
      {
        scale: right === null ? 'left' : 'right',
        paths: uPlot.paths.bars?.({ size: [area === null ? 0.7 : 0.42, 28], radius: 0.15 }) as uPlot.Series.PathBuilder,
        fill: colours['money-fill'],
        width: 0,
        points: { show: false },
      },
      { scale: 'left', ...past },
      { scale: 'left', ...past },
      {
        scale: 'left',
        stroke: line,
        width: 2,
        ...(amber ? {} : { fill: colours['visitors-fill'] }),
        points: { show: lonely(area?.values ?? []), size: 5, fill: line },
      },
    ],
    hooks: {
      draw: [(chart) => hatch(chart, drawing, colours)],
      setCursor: [(chart) => pointed(chart.cursor.idx ?? null)],
      setSelect: [
        (chart) => {
          const { left: from, width } = chart.select;
          if (width < 8) return;
          zoomed(chart.posToIdx(from), chart.posToIdx(from + width));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** The lattices of both axes: they hold what is drawn by them, and nothing else. Bars beside an area have no past. */
export function latticesOf({ area, bars }: Pick<Drawing, 'area' | 'bars'>): Record<'left' | 'right', Lattice> {
  const left = area ?? bars;
  const right = area === null ? null : bars;
  return {
    left: left === null ? NO_LATTICE : latticeOf([...left.values, ...(left.before ?? [])], left.kind),
    right: right === null ? NO_LATTICE : latticeOf(right.values, right.kind),
  };
}
const NO_LATTICE: Lattice = { step: 1, below: 0 };

/** A single bucket is no line: it is shown as a point. */
const lonely = (values: readonly (number | null)[]): boolean => values.filter((value) => value !== null).length === 1;

function axis(scale: string, told: Told | null, lattice: Lattice, below: number, colours: Colours): uPlot.Axis {
  const lines = latticeLines(lattice, below);
  // Below zero there is only money.
  const words = lines.map((value) => (told === null || (value < 0 && told.kind !== 'money') ? '' : told.write(value)));
  const longest = Math.max(...words.map((word) => word.length));
  return {
    scale,
    font: FONT,
    stroke: told?.kind === 'money' ? colours.money : colours['ink-soft'],
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
    gap: 8,
    size: 14 + Math.max(2, longest) * 7,
    splits: () => lines,
    values: () => words,
  };
}

/** Hatches the columns of buckets that are not whole. */
function hatch(chart: uPlot, { dates, unfinished }: Drawing, colours: Colours): void {
  const { ctx, bbox } = chart;
  const column = bbox.width / Math.max(1, dates.length);
  const gap = 6 * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colours['line-strong'];
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = devicePixelRatio;
  for (const [place, is] of unfinished.entries()) {
    if (!is) continue;
    const start = bbox.left + column * place;
    ctx.save();
    ctx.beginPath();
    ctx.rect(start, bbox.top, column, bbox.height);
    ctx.clip();
    ctx.beginPath();
    for (let x = start - bbox.height; x < start + column; x += gap) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}
