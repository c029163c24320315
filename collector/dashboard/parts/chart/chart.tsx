import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { chartOptions, type Drawing, drawnData } from './chart-options.ts';
import { useColours } from './use-colours.ts';

interface Props {
  drawing: Drawing;
  /** What it shows, for those who hear it. */
  label: string;
  /** What is said of a bucket. */
  tell(place: number): ComponentChildren;
  /** Flags at the top of a bucket. */
  flags?: readonly { place: number; key: string; children: ComponentChildren }[];
  /** Dragged over, both ends included. */
  onZoom?(from: number, to: number): void;
}

/** A chart over time. Pointer or arrow keys walk its buckets, a drag zooms in. */
export function Chart({ drawing, label, tell, flags = [], onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const [plot, setPlot] = useState({ left: 0, width: 0 });
  const colours = useColours();
  const zoom = useRef(onZoom);
  zoom.current = onZoom;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const zoomed = (from: number, to: number) => zoom.current?.(from, to);
    const options = chartOptions(drawing, colours, size, { pointed: setPlace, zoomed });
    const made = new uPlot(options, drawnData(drawing), element);
    chart.current = made;
    const measure = () => setPlot({ left: made.over.offsetLeft, width: made.over.clientWidth });
    // uPlot lays itself out in a microtask.
    queueMicrotask(measure);
    const resized = new ResizeObserver(() => {
      if (element.clientWidth === made.width && element.clientHeight === made.height) return;
      made.setSize({ width: element.clientWidth, height: element.clientHeight });
      queueMicrotask(measure);
    });
    resized.observe(element);
    setPlace(null);
    return () => {
      resized.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [drawing, colours]);

  const last = drawing.dates.length - 1;
  const column = plot.width / Math.max(1, drawing.dates.length);
  const middle = (at: number) => plot.left + column * (at + 0.5);
  const walk = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: (place ?? last + 1) - 1,
      ArrowRight: (place ?? -1) + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (event.key === 'Escape' && place !== null) chart.current?.setCursor({ left: -10, top: -10 });
    else if (next === undefined) return;
    else chart.current?.setCursor({ left: column * (Math.min(last, Math.max(0, next)) + 0.5), top: 10 });
    event.preventDefault();
  };
  return (
    <div class="chart">
      <div class="chart-flags">
        {flags.map((flag) => (
          <div key={flag.key} class="chart-flag" style={{ left: `${middle(flag.place)}px` }}>
            {flag.children}
          </div>
        ))}
      </div>
      <section
        class="chart-plot"
        aria-label={`${label}. Arrow keys walk through it`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its buckets are walked by arrow keys.
        tabIndex={0}
        onKeyDown={walk}
      >
        <div class="chart-canvas" ref={box} aria-hidden="true" />
        <Tip at={place === null ? null : middle(place)}>{place === null ? null : tell(place)}</Tip>
      </section>
    </div>
  );
}

/** What is said of the bucket pointed at: beside it, on the side where there is room. */
function Tip({ at, children }: { at: number | null; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const tip = element.current;
    if (tip === null || at === null) return;
    const room = tip.parentElement?.clientWidth ?? 0;
    const right = at + 14 + tip.offsetWidth <= room;
    setLeft(Math.max(0, right ? at + 14 : at - 14 - tip.offsetWidth));
  }, [at]);
  return (
    <div ref={element} class="chart-tip" aria-live="polite" style={{ left: `${left}px` }} hidden={at === null}>
      {children}
    </div>
  );
}
