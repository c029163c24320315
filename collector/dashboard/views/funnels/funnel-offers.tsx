import { writeStep } from './funnel-address.ts';
import { readyMade } from './ready-made.ts';
import type { Suggestions } from './use-suggestions.ts';

interface Props {
  suggestions: Suggestions;
  onOpen(steps: readonly string[]): void;
}

/** Two funnels of the website's own, for who has none yet. */
export function FunnelOffers({ suggestions, onOpen }: Props) {
  const offers = suggestions.known ? readyMade(suggestions) : [];
  if (offers.length === 0) return null;
  return (
    <div class="offers">
      <p>Or begin with one of your own:</p>
      {offers.map(({ name, steps }) => (
        <button key={name} type="button" class="button" onClick={() => onOpen(steps.map(writeStep))}>
          <span class="clip" title={name}>
            {name}
          </span>
        </button>
      ))}
    </div>
  );
}
