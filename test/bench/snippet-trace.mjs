/*
 * What a script did to the main thread, read from a Chromium trace. Its own work is what the browser runs from its URL
 * (evaluation, compilation, callbacks), all microtasks, for the pages measured here have none, and what the page does
 * between two marks: of what a page's own script calls, a trace says nothing.
 */

/** A mark at which an operation begins, `bench:op:<name>`; it ends with the next END, or with the trace. */
export const OPERATION = 'bench:op:';
export const END = 'bench:end';
/** A mark that the page sets in the very task in which the operation reaches it. */
export const NOW = 'bench:now';
/** Marks around a call that counts as the script's work. */
export const CALL = 'bench:call';
export const RETURN = 'bench:return';

export const CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8.execute',
  'blink.user_timing',
];

const SCRIPT = new Set(['EvaluateScript', 'v8.compile', 'FunctionCall']);
const LAYOUT = new Set(['Layout', 'UpdateLayoutTree']);

const end = ({ ts, dur }) => ts + dur;
const within = (outer) => (inner) => inner.ts >= outer.ts && inner.ts < end(outer);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** Milliseconds that spans took, by the clock and of the processor. */
const measure = (spans) => ({
  clock: sum(spans.map(({ dur }) => dur)) / 1000,
  processor: sum(spans.map(({ tdur }) => tdur)) / 1000,
});
const longest = (measures) => ({
  clock: Math.max(0, ...measures.map(({ clock }) => clock)),
  processor: Math.max(0, ...measures.map(({ processor }) => processor)),
});

/** Spans without those that lie in another one. */
function outermost(spans) {
  let last = 0;
  return spans.filter((span) => {
    if (span.ts < last) return false;
    last = end(span);
    return true;
  });
}

/**
 * One entry per operation, the first being the load of the page: the script's work in the tasks that the operation reached
 * (`atOnce`), until the page was quiet (`inAll`), and the longest in one task (`piece`); all work of the page (`page`); and
 * how many layouts the script forced.
 */
export function readTrace(trace, scriptUrl) {
  const events = JSON.parse(trace).traceEvents.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const marks = (prefix) => events.filter(({ name }) => name.startsWith(prefix));
  const begins = marks(OPERATION);
  const { pid, tid } = begins[0];
  const spans = events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid);
  const isOwn = ({ name, args }) =>
    name === 'RunMicrotasks' || (SCRIPT.has(name) && scriptUrl !== undefined && args.data?.url === scriptUrl);
  const returns = marks(RETURN);
  const calls = marks(CALL).map(({ ts, tts }, index) => ({
    ts,
    dur: returns[index].ts - ts,
    tdur: returns[index].tts - tts,
  }));
  const own = outermost([...spans.filter(isOwn), ...calls].sort((a, b) => a.ts - b.ts));
  const allTasks = outermost(spans.filter(({ name }) => name === 'RunTask'));
  const layouts = spans.filter(({ name }) => LAYOUT.has(name));
  const arrivals = [...marks(NOW), ...own.filter(({ name }) => name === 'EvaluateScript')];

  return [{ name: `${OPERATION}load`, ts: 0 }, ...begins].map(({ name, ts }) => {
    const stop = marks(END).find((mark) => mark.ts > ts)?.ts ?? Number.POSITIVE_INFINITY;
    const during = within({ ts, dur: stop - ts });
    const tasks = allTasks.filter(during);
    const work = own.filter(during);
    const workIn = (task) => work.filter(within(task));
    return {
      name: name.slice(OPERATION.length),
      atOnce: measure(tasks.filter((task) => arrivals.some(within(task))).flatMap(workIn)),
      inAll: measure(work),
      piece: longest(tasks.map(workIn).map(measure)),
      page: measure(tasks),
      forcedLayouts: layouts.filter((layout) => work.some((span) => within(span)(layout))).length,
    };
  });
}
