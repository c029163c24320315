import { Copy } from '../../../parts/form/copy.tsx';
import { Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';

/** Whether the numbers stand open to everybody. */
export function PublicCard() {
  const { website, save } = useWebsite();
  const { public_dashboard } = website.settings;
  const { draft, set, changed } = useDraft({ public_dashboard });
  return (
    <FormCard title="Public dashboard" changed={changed} onSave={() => save({ settings: draft })}>
      <Tick
        label="Everybody may see the numbers of this website"
        hint="The overview, never its money."
        checked={draft.public_dashboard}
        onChange={(public_dashboard) => set({ public_dashboard })}
      />
      {public_dashboard && (
        <Copy text={`${location.origin}/share#pub_${encodeURIComponent(website.id)}`} what="the public address" />
      )}
    </FormCard>
  );
}
