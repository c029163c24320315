import { attribute } from '../browser/attribute.ts';
import { listen } from '../browser/listen.ts';
import { tell } from './interaction.ts';

/** `form_submit` with the form's own id and name; never its fields. */
export const captureFormSubmits = (): void =>
  listen('submit', (event) => {
    const form = event.target as Element;
    tell(event, form, 'form_submit', { form_id: attribute(form, 'id'), form_name: attribute(form, 'name') });
  });
