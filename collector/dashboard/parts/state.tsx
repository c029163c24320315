import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from '../api/problem.ts';
import { counted } from '../format/number.ts';

/** What to do where there is nothing to see. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** A refusal, in the API's own words, and a way to try again. */
export function Trouble({ problem, retry }: { problem: ApiProblem; retry?: () => void }) {
  return (
    <div class="notice" role="alert">
      {told(problem)}{' '}
      {retry !== undefined && (
        <button type="button" class="link" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** How long to wait is told once, and as people tell it. */
function told({ message, retryAfter }: ApiProblem): string {
  if (retryAfter === null) return message;
  const wait = retryAfter < 90 ? counted(retryAfter, 'second') : counted(Math.ceil(retryAfter / 60), 'minute');
  return `${message.replace(/\.? Try again in .*$/, '')}. Try again in ${wait}.`;
}

/** A line that passes at the top of the page, once an answer has taken longer than one notices. */
export function Progress({ waiting }: { waiting: boolean }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow ? <div class="progress" role="progressbar" aria-label="Loading" /> : null;
}
