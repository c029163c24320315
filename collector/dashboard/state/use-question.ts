import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type Filter, type Question, readQuestion, withFilter, writeQuestion } from './question.ts';

export interface Asking {
  question: Question;
  /** Other parameters of the address, such as `details`. */
  param(name: string): string | null;
  /** Goes to the changed question: one step that Back undoes. */
  ask(change: Partial<Question>): void;
  /** Sets or (null) removes another parameter. */
  setParam(name: string, value: string | null): void;
  /** All values of a parameter that may come several times, in order. */
  params(name: string): string[];
  /** Sets several other parameters in one step; null removes. */
  setParams(change: Record<string, string | readonly string[] | null>): void;
  filter(filter: Filter): void;
  /** Drops the filter at a place. */
  unfilter(place: number): void;
}

const OWN = new Set(['period', 'start_date', 'end_date', 'compare', 'interval', 'timezone', 'attribution']);

/** Parameters of the address that are not the question's. */
const others = (search: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...search].filter(([name]) => !OWN.has(name) && !name.startsWith('filter_')));

/** The question of the address, and ways to change it. */
export function useQuestion(): Asking {
  const { url, path, route } = useLocation();
  const text = new URL(url, location.origin).search.slice(1);
  return useMemo(() => {
    const search = new URLSearchParams(text);
    const question = readQuestion(search);
    // What follows # on a shared page is its key.
    const go = (next: Question, rest: URLSearchParams) => {
      const query = new URLSearchParams([...writeQuestion(next), ...rest]).toString();
      route(`${path}${query === '' ? '' : `?${query}`}${path === '/share' ? location.hash : ''}`);
    };
    const setParams = (change: Record<string, string | readonly string[] | null>) => {
      const rest = others(search);
      for (const [name, value] of Object.entries(change)) {
        rest.delete(name);
        for (const one of value === null ? [] : [value].flat()) rest.append(name, one);
      }
      go(question, rest);
    };
    return {
      question,
      params: (name: string) => search.getAll(name),
      setParams,
      param: (name: string) => search.get(name),
      ask: (change: Partial<Question>) => go({ ...question, ...change }, others(search)),
      setParam: (name: string, value: string | null) => setParams({ [name]: value }),
      filter: (filter: Filter) => go(withFilter(question, filter), others(search)),
      unfilter: (place: number) =>
        go({ ...question, filters: question.filters.filter((_, index) => index !== place) }, others(search)),
    };
  }, [text, path, route]);
}
