import { useState } from 'preact/hooks';

/** What a form holds before it is saved; starts over when what is saved has changed. */
export function useDraft<T extends object>(saved: T) {
  const key = JSON.stringify(saved);
  const [held, setHeld] = useState({ key, draft: saved });
  const of = (now: typeof held): T => (now.key === key ? now.draft : saved);
  const draft = of(held);
  return {
    draft,
    set: (part: Partial<T>) => setHeld((now) => ({ key, draft: { ...of(now), ...part } })),
    changed: JSON.stringify(draft) !== key,
    reset: () => setHeld({ key, draft: saved }),
  };
}
