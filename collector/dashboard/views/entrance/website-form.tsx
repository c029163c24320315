import { useState } from 'preact/hooks';
import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import { api } from '../../api/client.ts';
import { CurrencyField } from '../../parts/form/currency-field.tsx';
import { FormCard } from '../../parts/form/form-card.tsx';
import { TextField } from '../../parts/form/text-field.tsx';
import { OWN_ZONE, ZoneField } from '../../parts/form/zone-field.tsx';
import { useDraft } from '../../state/use-draft.ts';
import { cleanDomain } from './domain.ts';
import { useCountedAlready } from './use-counted-already.tsx';

interface Props {
  title: string;
  onMade(website: WebsiteAnswer): void | Promise<void>;
  onCancel?(): void;
}

/** Adds a website. The domain may be pasted as an address; its name follows it until somebody names it. */
export function WebsiteForm({ title, onMade, onCancel }: Props) {
  const { draft, set } = useDraft({ domain: '', name: '', timezone: OWN_ZONE, currency: 'USD' });
  const [named, setNamed] = useState(false);
  const domain = cleanDomain(draft.domain);
  const countedAlready = useCountedAlready(domain, null);
  const name = named ? draft.name : domain;
  const make = async () => {
    const { timezone, currency } = draft;
    const { website } = await api.post<{ website: WebsiteAnswer }>('/api/websites', {
      domain,
      timezone,
      currency,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
    });
    await onMade(website);
  };
  return (
    <FormCard
      title={title}
      action="Add the website"
      changed={domain !== ''}
      onSave={make}
      aside={
        onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            Cancel
          </button>
        )
      }
    >
      <div class="pair">
        <TextField
          label="Domain"
          name="domain"
          required
          placeholder="acme.com"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          inputMode="url"
          hint={
            countedAlready ??
            (domain === '' || domain === draft.domain.trim() ? (
              'Where it is found; its subdomains are counted too.'
            ) : (
              <>
                Taken as <b>{domain}</b>
              </>
            ))
          }
          value={draft.domain}
          onChange={(text) => set({ domain: text })}
        />
        <TextField
          label="Name"
          name="name"
          maxLength={200}
          autocomplete="off"
          hint="What you call it."
          value={name}
          onChange={(text) => {
            setNamed(true);
            set({ name: text });
          }}
        />
        <ZoneField value={draft.timezone} onChange={(timezone) => set({ timezone })} />
        <CurrencyField value={draft.currency} onChange={(currency) => set({ currency })} />
      </div>
    </FormCard>
  );
}
