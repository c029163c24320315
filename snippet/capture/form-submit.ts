import { listen } from '../browser/listen.ts';
import type { Track, Undo } from '../types.ts';

/** `form_submit` with the form's own id and name; never its fields. */
export function captureFormSubmits(track: Track): Undo {
  return listen('submit', ({ target }) => {
    // By attribute: a field named "id" would stand in for the property.
    const attribute = (name: string) => (target as Element).getAttribute(name) ?? undefined;
    track('form_submit', { form_id: attribute('id'), form_name: attribute('name') });
  });
}
