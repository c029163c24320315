import { useEffect, useState } from 'preact/hooks';

const NAMES = [
  'visitors',
  'visitors-fill',
  'money',
  'money-fill',
  'line',
  'line-strong',
  'ink-soft',
  'surface',
] as const;
/** Tokens as colours that a canvas understands. */
export type Colours = Record<(typeof NAMES)[number], string>;

/** Only an element knows which half of `light-dark()` holds. */
function readColours(): Colours {
  const probe = document.body.appendChild(document.createElement('span'));
  const colours = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours as Colours;
}

/** The colours of the theme, new whenever it changes. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const read = () => setColours(readColours());
    const system = matchMedia('(prefers-color-scheme: dark)');
    const chosen = new MutationObserver(read);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    system.addEventListener('change', read);
    return () => {
      chosen.disconnect();
      system.removeEventListener('change', read);
    };
  }, []);
  return colours;
}
