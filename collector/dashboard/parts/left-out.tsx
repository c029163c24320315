import { dimensionName } from '../format/label.ts';
import { useQuestion } from '../state/use-question.ts';

interface Props {
  /** The report, as the subject of the sentence. */
  what: string;
  /** The dimensions it can be filtered by. */
  understood(dimension: string): boolean;
}

/** Says which of the page's filters a report leaves out, since it cannot be filtered so. */
export function LeftOut({ what, understood }: Props) {
  const { question } = useQuestion();
  const names = [...new Set(question.filters.map(({ dimension }) => dimension))]
    .filter((dimension) => !understood(dimension))
    .map((dimension) => dimensionName(dimension).toLowerCase());
  if (names.length === 0) return null;
  const listed = new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
  return (
    <p class="left-out small" role="status">
      {what} cannot be filtered by {listed}: shown without.
    </p>
  );
}
