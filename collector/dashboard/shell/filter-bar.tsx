import { EVENT_DIMENSIONS, SESSION_DIMENSIONS } from '../../contract/dimensions.ts';
import { FILTER_OPERATORS, type FilterOperator } from '../../contract/vocabulary.ts';
import { dimensionName, label } from '../format/label.ts';
import { Menu } from '../parts/menu.tsx';
import type { Filter } from '../state/question.ts';
import { useQuestion } from '../state/use-question.ts';

const OPERATOR_WORDS: Record<FilterOperator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
};

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
          <span class="clip" title={words(one)}>
            {dimensionName(one.dimension)}
            {one.operator === 'is' ? ': ' : ` ${OPERATOR_WORDS[one.operator]} `}
            <b dir="auto">{one.values.map((value) => label(one.dimension, value)).join(' or ')}</b>
          </span>
          <button type="button" aria-label={`Remove the filter ${words(one)}`} onClick={() => unfilter(place)}>
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
            const operator = FILTER_OPERATORS.find((one) => one === form.get('operator')) ?? 'is';
            filter({ dimension: String(form.get('dimension')), operator, values: [value] });
            close();
          }}
        >
          <select name="dimension" aria-label="Dimension">
            {[...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS].map((dimension) => (
              <option key={dimension} value={dimension}>
                {dimensionName(dimension)}
              </option>
            ))}
          </select>
          <select name="operator" aria-label="Comparison">
            {FILTER_OPERATORS.map((operator) => (
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

const words = ({ dimension, operator, values }: Filter): string =>
  `${dimensionName(dimension)} ${OPERATOR_WORDS[operator]} ${values.map((value) => label(dimension, value)).join(' or ')}`;
