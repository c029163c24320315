import { CurrencyField } from '../../parts/form/currency-field.tsx';
import { FormCard } from '../../parts/form/form-card.tsx';
import { LinesField } from '../../parts/form/lines-field.tsx';
import { TextField } from '../../parts/form/text-field.tsx';
import { ZoneField } from '../../parts/form/zone-field.tsx';
import { useDraft } from '../../state/use-draft.ts';
import { cleanDomain } from '../entrance/domain.ts';
import { useCountedAlready } from '../entrance/use-counted-already.tsx';
import { fromLines, toLines } from './lines.ts';
import { useWebsite } from './website-context.tsx';

/** What the website is called, where it lives, and what its days and its money are. */
export function General() {
  return (
    <>
      <Identity />
      <Hosts />
      <Clock />
    </>
  );
}

function Identity() {
  const { website, save } = useWebsite();
  const { draft, set, changed } = useDraft({ name: website.name, domain: website.domain });
  const id = website.id;
  const countedAlready = useCountedAlready(draft.domain, id);
  return (
    <FormCard
      title="Website"
      changed={changed}
      onSave={() => save({ name: draft.name.trim(), domain: cleanDomain(draft.domain) })}
      aside={
        <span class="soft small clip">
          Id <code>{id}</code>
        </span>
      }
    >
      <div class="pair">
        <TextField
          label="Name"
          name="name"
          required
          maxLength={200}
          value={draft.name}
          onChange={(name) => set({ name })}
        />
        <TextField
          label="Domain"
          name="domain"
          required
          spellcheck={false}
          {...(countedAlready === null ? {} : { hint: countedAlready })}
          value={draft.domain}
          onChange={(domain) => set({ domain })}
        />
      </div>
    </FormCard>
  );
}

function Hosts() {
  const { website, save } = useWebsite();
  const { draft, set, changed } = useDraft({ hosts: toLines(website.allowed_domains) });
  const hosts = fromLines(draft.hosts);
  return (
    <FormCard
      title="Allowed domains"
      lead="Only pages on these hosts may send events. An id copied to another site counts for nothing."
      changed={changed}
      onSave={() => save({ allowed_domains: hosts.length === 0 ? null : hosts })}
    >
      <LinesField
        label="Hosts, one to a line"
        name="allowed_domains"
        hint={
          <>
            <code>*.acme.com</code> is every subdomain. Left empty: the domain and its subdomains.
          </>
        }
        value={draft.hosts}
        onChange={(lines) => set({ hosts: lines })}
      />
    </FormCard>
  );
}

function Clock() {
  const { website, save } = useWebsite();
  const { draft, set, changed } = useDraft({
    timezone: website.timezone,
    currency: website.currency,
    minutes: String(website.settings.session_timeout_minutes),
  });
  return (
    <FormCard
      title="Days, money and visits"
      changed={changed}
      onSave={() =>
        save({
          timezone: draft.timezone,
          currency: draft.currency,
          settings: { session_timeout_minutes: Number(draft.minutes) },
        })
      }
    >
      <div class="pair">
        <ZoneField value={draft.timezone} onChange={(timezone) => set({ timezone })} />
        <CurrencyField value={draft.currency} onChange={(currency) => set({ currency })} />
      </div>
      <TextField
        label="Minutes without an event that end a visit"
        name="session_timeout_minutes"
        hint="1 to 480; 30 is usual. Holds from now on."
        type="number"
        inputMode="numeric"
        min={1}
        max={480}
        required
        value={draft.minutes}
        onChange={(minutes) => set({ minutes })}
      />
    </FormCard>
  );
}
