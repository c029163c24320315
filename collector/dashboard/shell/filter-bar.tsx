import { useState } from 'preact/hooks';
import { EVENT_DIMENSIONS, operatorsOf, SESSION_DIMENSIONS } from '../../contract/dimensions.ts';
import { filterValues, filterWords, OPERATOR_WORDS } from '../format/filter.ts';
import { dimensionName } from '../format/label.ts';
import { Menu } from '../parts/menu.tsx';
import { useQuestion } from '../state/use-question.ts';

/** What is filtered by, and a way to add one by hand. */
export function FilterBar() {
  return (
    <div class="filter-bar">
      <FilterChips />
      <AddFilter />
    </div>
  );
}

/** What is filtered by, each with a way out. Takes no room where nothing is. */
export function FilterChips() {
  const { question, ask, unfilter } = useQuestion();
  if (question.filters.length === 0) return null;
  return (
    <section class="filters" aria-label="Filters">
      {question.filters.map((one, place) => (
        <span key={`${one.dimension} ${one.operator} ${one.values}`} class="chip">
          <span class="clip" title={filterWords(one.dimension, one)}>
            {dimensionName(one.dimension)}
            {one.operator === 'is' ? ': ' : ` ${OPERATOR_WORDS[one.operator]} `}
            <b dir="auto">{filterValues(one.dimension, one)}</b>
          </span>
          <button
            type="button"
            aria-label={`Remove the filter ${filterWords(one.dimension, one)}`}
            onClick={() => unfilter(place)}
          >
            ×
          </button>
        </span>
      ))}
      {question.filters.length > 1 && (
        <button type="button" class="link-quiet" onClick={() => ask({ filters: [] })}>
          Drop all
        </button>
      )}
    </section>
  );
}

/** A filter by hand. */
export function AddFilter() {
  const { filter } = useQuestion();
  const [dimension, setDimension] = useState<string>(SESSION_DIMENSIONS[0] ?? '');
  const operators = operatorsOf(dimension);
  return (
    <Menu label="+ Filter" title="+ Filter: add one" buttonClass="button add-filter" end>
      {(close) => (
        <form
          class="filter-form"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const value = String(form.get('value')).trim();
            if (value === '') return;
            const operator = operators.find((one) => one === form.get('operator')) ?? 'is';
            filter({ dimension, operator, values: [value] });
            close();
          }}
        >
          <select
            name="dimension"
            aria-label="Dimension"
            value={dimension}
            onChange={(event) => setDimension(event.currentTarget.value)}
          >
            {[...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS].map((one) => (
              <option key={one} value={one}>
                {dimensionName(one)}
              </option>
            ))}
          </select>
          <select name="operator" aria-label="Comparison">
            {operators.map((operator) => (
              <option key={operator} value={operator}>
                {OPERATOR_WORDS[operator]}
              </option>
            ))}
          </select>
          <input
            name="value"
            data-first
            aria-label="Value"
            placeholder="Value, such as Google"
            required
            maxLength={500}
          />
          <button type="submit" class="button primary">
            Filter
          </button>
        </form>
      )}
    </Menu>
  );
}
