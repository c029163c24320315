import { COMPARISONS, INTERVALS } from '../../contract/vocabulary.ts';
import { days, range } from '../format/date.ts';
import { Menu } from '../parts/menu.tsx';
import { useSite } from '../state/context.ts';
import { useQuestion } from '../state/use-question.ts';
import { COMPARISON_NAMES, PERIOD_CHOICES } from './periods.ts';

/** When, compared with when, and by which clock. */
export function PeriodPicker() {
  const { question, ask } = useQuestion();
  const site = useSite();
  const { period, start, end, compare } = question;
  const compared = compare === 'none' ? 'Compare' : `vs ${COMPARISON_NAMES[compare].toLowerCase()}`;
  const custom =
    start === null
      ? 'Custom'
      : start.length > 10 && end !== null
        ? range(start, end, question.timezone ?? site.timezone)
        : days(start.slice(0, 10), (end ?? start).slice(0, 10));
  const name = PERIOD_CHOICES.find((choice) => choice.period === period)?.name ?? custom;
  const choose = (event: SubmitEvent, close: () => void) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [from, to] = [String(form.get('start')), String(form.get('end'))].sort();
    if (from === undefined || from === '') return;
    ask({ period: 'custom', start: from, end: to ?? from });
    close();
  };
  return (
    <>
      <Menu label={<Label text={name} />} title={`${name}: choose another period`} end>
        {(close) => (
          <>
            {PERIOD_CHOICES.map((choice) => (
              <button
                key={choice.period}
                type="button"
                class="item"
                aria-current={choice.period === period}
                onClick={() => {
                  ask({ period: choice.period, start: null, end: null });
                  close();
                }}
              >
                {choice.name}
                {choice.key !== undefined && <kbd>{choice.key}</kbd>}
              </button>
            ))}
            <hr />
            <form class="custom-period" onSubmit={(event) => choose(event, close)}>
              <label>
                From <input type="date" name="start" required defaultValue={start?.slice(0, 10) ?? ''} />
              </label>
              <label>
                To <input type="date" name="end" required defaultValue={end?.slice(0, 10) ?? ''} />
              </label>
              <button type="submit" class="button primary">
                Show
              </button>
            </form>
            <hr />
            <label class="item">
              <span class="soft" aria-hidden="true">
                By
              </span>
              <select
                aria-label="Interval"
                value={question.interval ?? ''}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  ask({ interval: INTERVALS.find((interval) => interval === value) ?? null });
                }}
              >
                <option value="">Interval by length</option>
                {INTERVALS.map((interval) => (
                  <option key={interval} value={interval}>
                    {interval}
                  </option>
                ))}
              </select>
            </label>
            <label class="item">
              <span class="soft" aria-hidden="true">
                In
              </span>
              <select
                aria-label="Time zone"
                value={question.timezone ?? ''}
                onChange={(event) => ask({ timezone: event.currentTarget.value || null })}
              >
                <option value="">{site.timezone} (website)</option>
                {zones(site.timezone, question.timezone).map((zone) => (
                  <option key={zone} value={zone}>
                    {zone}
                  </option>
                ))}
              </select>
            </label>
            <label class="item only-narrow">
              <span class="soft" aria-hidden="true">
                With
              </span>
              <select
                aria-label="Compare with"
                value={compare}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  ask({ compare: COMPARISONS.find((comparison) => comparison === value) ?? 'previous' });
                }}
              >
                {COMPARISONS.map((comparison) => (
                  <option key={comparison} value={comparison}>
                    {COMPARISON_NAMES[comparison]}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
      </Menu>
      <div class="only-wide">
        <Menu label={<Label text={compared} />} title={`${compared}: compare with something else`} end>
          {(close) =>
            COMPARISONS.map((comparison) => (
              <button
                key={comparison}
                type="button"
                class="item"
                aria-current={comparison === compare}
                onClick={() => {
                  ask({ compare: comparison });
                  close();
                }}
              >
                {COMPARISON_NAMES[comparison]}
              </button>
            ))
          }
        </Menu>
      </div>
    </>
  );
}

const Label = ({ text }: { text: string }) => (
  <>
    <span class="clip">{text}</span> <span aria-hidden="true">▾</span>
  </>
);

/** The reader's own zone first, then all others. */
function zones(website: string, chosen: string | null): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf('timeZone');
  return [...new Set([...(chosen === null ? [] : [chosen]), own, 'UTC', ...all])].filter((zone) => zone !== website);
}
