import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type Question, readQuestion } from './question.ts';

const WORDS = ['period', 'compare', 'interval', 'attribution'] as const satisfies readonly (keyof Question)[];

/**
 * The parameters without those that mean nothing, such as `period=yesteryear`: the page shows what it shows without them,
 * and the address must not say otherwise. Null where all mean something.
 */
export function correctedSearch(search: URLSearchParams): URLSearchParams | null {
  const { period, start } = readQuestion(search);
  const wrong = WORDS.filter((name) => {
    const value = search.get(name);
    return value !== null && readQuestion(new URLSearchParams({ [name]: value }))[name] !== value;
  }) as string[];
  if (search.has('timezone') && !isZone(search.get('timezone') ?? '')) wrong.push('timezone');
  if (start === null) wrong.push(...['start_date', 'end_date'].filter((name) => search.has(name)));
  if (start === null && period === 'custom') wrong.push('period');
  if (wrong.length === 0) return null;
  return new URLSearchParams([...search].filter(([name]) => !wrong.includes(name)));
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/** Takes out of the address what means nothing. */
export function useCorrectedAddress(): void {
  const { url, path, route } = useLocation();
  useEffect(() => {
    const corrected = correctedSearch(new URL(url, location.origin).searchParams);
    if (corrected === null) return;
    const query = corrected.toString();
    route(`${path}${query === '' ? '' : `?${query}`}`, true);
  }, [url, path, route]);
}
