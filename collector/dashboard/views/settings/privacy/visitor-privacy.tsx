import type { WebsiteSettings } from '../../../../contract/account/website.ts';
import { Field, Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';

const MODES: Record<WebsiteSettings['visitor_mode'], string> = {
  persistent: 'Persistent: known when they return',
  cookieless: 'Cookieless: known for one day of the website',
};
const GPC: Record<WebsiteSettings['gpc'], string> = {
  cookieless: 'Count them without an id',
  drop: 'Do not count them',
  ignore: 'Count them as everybody',
};

/** How visitors are known, and whether anything is counted at all. */
export function VisitorPrivacy() {
  const { website, save } = useWebsite();
  const { tracking_enabled, visitor_mode, gpc, bot_filtering } = website.settings;
  const { draft, set, changed } = useDraft({ tracking_enabled, visitor_mode, gpc, bot_filtering });
  return (
    <FormCard title="Visitors" changed={changed} onSave={() => save({ settings: draft })}>
      <Tick
        label="Count this website"
        hint="Off: events are still answered politely, and nothing is stored."
        checked={draft.tracking_enabled}
        onChange={(tracking_enabled) => set({ tracking_enabled })}
      />
      <div class="pair">
        <Field
          label="How visitors are known"
          name="visitor_mode"
          hint="Cookieless keeps nothing in browsers, and cannot tell which earlier visit brought a payer."
        >
          {(control) => (
            <select
              {...control}
              value={draft.visitor_mode}
              onChange={(event) => set({ visitor_mode: event.currentTarget.value as WebsiteSettings['visitor_mode'] })}
            >
              {Object.entries(MODES).map(([mode, meaning]) => (
                <option key={mode} value={mode}>
                  {meaning}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Browsers that ask for privacy" name="gpc" hint="Those that send Global Privacy Control.">
          {(control) => (
            <select
              {...control}
              value={draft.gpc}
              onChange={(event) => set({ gpc: event.currentTarget.value as WebsiteSettings['gpc'] })}
            >
              {Object.entries(GPC).map(([choice, meaning]) => (
                <option key={choice} value={choice}>
                  {meaning}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Tick
        label="Leave bots out"
        hint="Crawlers, previews, headless browsers and referrer spam. Kept apart, so that they can be looked at."
        checked={draft.bot_filtering}
        onChange={(bot_filtering) => set({ bot_filtering })}
      />
    </FormCard>
  );
}
