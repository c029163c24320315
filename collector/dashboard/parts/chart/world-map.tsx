import worldUrl from 'virtual:world-url';
import { useEffect, useState } from 'preact/hooks';
import { label } from '../../format/label.ts';
import { count } from '../../format/number.ts';

interface World {
  width: number;
  height: number;
  paths: [country: string, path: string][];
}

/** The map is the same for every report: fetched once. */
let fetched: Promise<World> | null = null;
function fetchWorld(): Promise<World> {
  fetched ??= fetch(worldUrl)
    .then((response) => response.json() as Promise<World>)
    .catch((error) => {
      fetched = null;
      throw error;
    });
  return fetched;
}

const SHADES = 5;

interface Props {
  /** Visitors by ISO 3166 code. */
  visitors: ReadonlyMap<string, number>;
  /** Whether somebody can see it: its shapes weigh half as much as all of the page, and are fetched only then. */
  seen: boolean;
  /** What else is said of a country. */
  more?(country: string): string;
  onPick(country: string, exclude: boolean): void;
}

/** The world in five shades of one colour: the darker, the more visitors. Countries that have any are buttons. */
export function WorldMap({ visitors, seen, more, onPick }: Props) {
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (seen) fetchWorld().then(setWorld, () => setFailed(true));
  }, [seen]);
  const most = Math.max(0, ...visitors.values());
  if (failed) return <p class="empty">The map could not be fetched. The countries are in the next tab.</p>;
  return (
    <figure class="world">
      {world === null ? (
        <div class="world-room" />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a group of buttons, drawn.
        <svg viewBox={`0 0 ${world.width} ${world.height}`} role="group" aria-label="Visitors by country">
          {world.paths.map(([country, path]) => {
            const amount = visitors.get(country) ?? 0;
            if (amount === 0) return <path key={path} d={path} class="land" />;
            const words = `${label('country', country)}: ${count(amount)} visitors${more?.(country) ?? ''}`;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a shape cannot be a button element.
              <path
                key={path}
                d={path}
                class={`land shade-${shadeOf(amount, most)}`}
                role="button"
                tabIndex={0}
                aria-label={words}
                onClick={(event) => onPick(country, event.altKey)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  onPick(country, event.altKey);
                }}
              >
                <title>{words}</title>
              </path>
            );
          })}
        </svg>
      )}
      <figcaption class="soft small">
        <span class="world-legend" aria-hidden="true">
          {Array.from({ length: SHADES }, (_, shade) => (
            <span key={shade} class={`shade-${shade + 1}`} />
          ))}
        </span>
        {most === 0 ? 'No country known' : `1 to ${count(most)} visitors`}
      </figcaption>
    </figure>
  );
}

/** By orders of magnitude: else one large country would leave all others equally pale. */
const shadeOf = (amount: number, most: number): number =>
  most <= 1 ? SHADES : Math.max(1, Math.ceil((Math.log(amount + 1) / Math.log(most + 1)) * SHADES));
