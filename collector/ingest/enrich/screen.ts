import type { Step } from '../step.ts';

/** Narrower than this (CSS pixels) is of this class; what is wider than all of them is `desktop`. */
const CLASSES: readonly (readonly [below: number, name: string])[] = [
  [576, 'mobile'],
  [992, 'tablet'],
  [1440, 'laptop'],
];

/** How wide the visitor's screen is, as a class: the width itself would help to tell people apart. */
export const screen: Step = (draft) => {
  const { row, properties } = draft;
  if (Object.hasOwn(properties, 'screen_width')) row.screen = screenClass(properties.screen_width);
  return draft;
};

function screenClass(width: unknown): string | null {
  // Simulated browsers have a screen of no width at all.
  if (typeof width !== 'number' || !(width > 0)) return null;
  return CLASSES.find(([below]) => width < below)?.[1] ?? 'desktop';
}
