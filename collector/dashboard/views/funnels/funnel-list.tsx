import { SESSION_DIMENSIONS } from '../../../contract/dimensions.ts';
import { FUNNEL_MIN_STEPS } from '../../../contract/limits.ts';
import { FUNNEL_SCOPES } from '../../../contract/vocabulary.ts';
import { DEFAULT_WINDOW, type Funnel, writeFunnel } from './funnel-address.ts';
import type { SavedFunnel } from './saved.ts';

interface Props {
  /** The one looked at. */
  funnel: Funnel;
  saved: readonly SavedFunnel[];
  /** Whether the browser has kept them; else they are gone with the page. */
  kept: boolean;
  onKeep(saved: SavedFunnel[]): void;
  onOpen(steps: readonly string[], options: Partial<Funnel>): void;
}

/** Funnels kept in this browser, and a way to keep the one looked at. */
export function FunnelList({ funnel, saved, kept, onKeep, onOpen }: Props) {
  const whole = funnel.steps.length >= FUNNEL_MIN_STEPS;
  const { step, window, scope, dimension } = writeFunnel(funnel);
  const isKept = saved.some((one) => one.step.join('\n') === step.join('\n'));
  if (saved.length === 0 && !whole) return null;
  return (
    <div>
      <div class="form-line saved">
        {saved.map((one) => (
          <span key={one.name} class="chip">
            <button type="button" class="clip open" title={one.name} onClick={() => onOpen(one.step, optionsOf(one))}>
              {one.name}
            </button>
            <button
              type="button"
              aria-label={`Forget the funnel ${one.name}`}
              onClick={() => onKeep(saved.filter((other) => other !== one))}
            >
              ×
            </button>
          </span>
        ))}
        {whole && !isKept && (
          <form
            class="inline"
            onSubmit={(event) => {
              event.preventDefault();
              const name = String(new FormData(event.currentTarget).get('name')).trim();
              if (name === '') return;
              onKeep([...saved.filter((other) => other.name !== name), { name, step, window, scope, dimension }]);
            }}
          >
            <input
              name="name"
              aria-label="Name of this funnel"
              placeholder="Name it to keep it"
              required
              maxLength={80}
            />
            <button type="submit" class="button">
              Keep
            </button>
          </form>
        )}
      </div>
      <p class="soft small saved-where" role="status">
        {kept
          ? 'Kept in this browser alone: not on your other devices, and nobody else sees it. To hand a funnel on, send its address.'
          : 'This browser let nothing be kept: it is gone when you leave the page. Its address brings it back.'}
      </p>
    </div>
  );
}

const optionsOf = ({ window, scope, dimension }: SavedFunnel): Partial<Funnel> => ({
  window: window ?? DEFAULT_WINDOW,
  scope: FUNNEL_SCOPES.find((one) => one === scope) ?? 'visitor',
  dimension: SESSION_DIMENSIONS.find((one) => one === dimension) ?? null,
});
