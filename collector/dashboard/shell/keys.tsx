import { useEffect, useState } from 'preact/hooks';
import { COMPARISONS } from '../../contract/vocabulary.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useQuestion } from '../state/use-question.ts';
import { PERIOD_CHOICES } from './periods.ts';

const HELP: readonly [string, string][] = [
  ...PERIOD_CHOICES.flatMap(({ key, name }): [string, string][] => (key === undefined ? [] : [[key, name]])),
  ['c', 'Change the comparison'],
  ['/', 'Add a filter'],
  ['Esc', 'Drop all filters'],
  ['?', 'These keys'],
];

/** Single keys, wherever nobody is writing. */
export function Keys() {
  const { question, ask } = useQuestion();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea, [contenteditable]')) return;
      // Where a sheet is open, keys are its own.
      if (document.querySelector('.menu-sheet, dialog[open]') !== null) return;
      const choice = PERIOD_CHOICES.find(({ key }) => key === event.key);
      if (choice !== undefined) ask({ period: choice.period, start: null, end: null });
      else if (event.key === 'c') {
        const next = COMPARISONS[(COMPARISONS.indexOf(question.compare) + 1) % COMPARISONS.length];
        if (next !== undefined) ask({ compare: next });
      } else if (event.key === '/') document.querySelector<HTMLElement>('.add-filter')?.click();
      else if (event.key === '?') setHelp(true);
      else if (event.key === 'Escape' && question.filters.length > 0) ask({ filters: [] });
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [question, ask]);
  if (!help) return null;
  return (
    <Sheet name="Keys" onClose={() => setHelp(false)}>
      <h2>Keys</h2>
      <dl class="keys">
        {HELP.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
