import { Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { LinesField } from '../../../parts/form/lines-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { fromLines, toLines } from '../lines.ts';
import { useWebsite } from '../website-context.tsx';

/** What is not counted, and how pages are told apart. */
export function Exclusions() {
  const { website, save } = useWebsite();
  const { excluded_ips, excluded_paths, excluded_countries, query_params, hash_routing } = website.settings;
  const { draft, set, changed } = useDraft({
    ips: toLines(excluded_ips),
    paths: toLines(excluded_paths),
    countries: toLines(excluded_countries),
    params: toLines(query_params),
    hash_routing,
  });
  const write = () =>
    save({
      settings: {
        excluded_ips: fromLines(draft.ips),
        excluded_paths: fromLines(draft.paths),
        excluded_countries: fromLines(draft.countries),
        query_params: fromLines(draft.params),
        hash_routing: draft.hash_routing,
      },
    });
  return (
    <FormCard
      title="Exclusions and pages"
      lead="From now on. What was counted stays counted."
      changed={changed}
      onSave={write}
    >
      <div class="pair">
        <LinesField
          label="IP addresses not counted"
          name="excluded_ips"
          hint="Yours and your office's, one to a line; CIDR blocks too."
          placeholder="203.0.113.7"
          value={draft.ips}
          onChange={(ips) => set({ ips })}
        />
        <LinesField
          label="Pages not counted"
          name="excluded_paths"
          hint={
            <>
              <code>*</code> is one part of the path, <code>**</code> any.
            </>
          }
          placeholder="/admin/**"
          value={draft.paths}
          onChange={(paths) => set({ paths })}
        />
        <LinesField
          label="Countries not counted"
          name="excluded_countries"
          hint="Codes of two letters."
          placeholder="AQ"
          value={draft.countries}
          onChange={(countries) => set({ countries })}
        />
        <LinesField
          label="Query parameters kept"
          name="query_params"
          hint="Others are cut off page addresses; campaign tags are read anyway."
          placeholder="q"
          value={draft.params}
          onChange={(params) => set({ params })}
        />
      </div>
      <Tick
        label="Pages differ by what follows #"
        hint={
          <>
            For sites that route by it. The tag needs <code>data-hash-routing</code> as well.
          </>
        }
        checked={draft.hash_routing}
        onChange={(hash_routing) => set({ hash_routing })}
      />
    </FormCard>
  );
}
