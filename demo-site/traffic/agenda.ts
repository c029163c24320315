import type { Act } from './act.ts';
import { HOUR } from './calendar.ts';

/** Something that somebody will do; answers how many visits it was. */
export type Plan = (at: number) => number;

/**
 * What is still to come, an hour a page. Time-ordered without holding more than what has been planned: acts of an hour
 * that is over are handed out and forgotten.
 */
export interface Agenda {
  act(act: Act): void;
  plan(at: number, plan: Plan): void;
  /** Has everything planned for this hour done, also what those plans add to it; answers how many visits it was. */
  doPlans(hourStart: number): number;
  /** The acts of this hour, in order, once. */
  takeActs(hourStart: number): Act[];
}

export function createAgenda(start: number): Agenda {
  const acts = new Map<number, Act[]>();
  const plans = new Map<number, { at: number; plan: Plan }[]>();
  const pageOf = (at: number) => Math.max(0, Math.floor((at - start) / HOUR));
  return {
    act: (act) => enter(acts, pageOf(act.at), act),
    plan: (at, plan) => enter(plans, pageOf(at), { at: Math.round(at), plan }),
    doPlans(hourStart) {
      let visits = 0;
      // Grows while it is walked: a plan may add to the hour it is done in.
      for (const { at, plan } of plans.get(pageOf(hourStart)) ?? []) visits += plan(at);
      plans.delete(pageOf(hourStart));
      return visits;
    },
    takeActs(hourStart) {
      const page = acts.get(pageOf(hourStart)) ?? [];
      acts.delete(pageOf(hourStart));
      return page.sort((a, b) => a.at - b.at);
    },
  };
}

function enter<T>(book: Map<number, T[]>, page: number, item: T): void {
  const list = book.get(page);
  if (list === undefined) book.set(page, [item]);
  else list.push(item);
}
