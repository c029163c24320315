import { useState } from 'preact/hooks';
import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import { api } from '../../../api/client.ts';
import { useReport } from '../../../api/use-report.ts';
import { count, percent, shortMoney } from '../../../format/number.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Empty, Trouble } from '../../../parts/state.tsx';
import { useWebsite } from '../website-context.tsx';
import { ConversionForm } from './conversion-form.tsx';

interface WithStats extends ConversionEvent {
  conversions?: number;
  converting_visitors?: number;
  conversion_rate?: number | null;
  conversion_value?: number | null;
}

/** What counts as success on this website. */
export function Conversions() {
  const { website } = useWebsite();
  const path = `/api/websites/${encodeURIComponent(website.id)}/conversion-events`;
  const { data, problem, reload } = useReport<{ conversion_events: WithStats[] }>(path, {
    include: 'stats',
    period: '30d',
    limit: 1000,
  });
  const [open, setOpen] = useState<string | null>(null);
  const [archiving, setArchiving] = useState<WithStats | null>(null);
  const saved = () => {
    setOpen(null);
    reload();
  };
  const setActive = async (event: WithStats, active: boolean) => {
    await api.put(`${path}/${encodeURIComponent(event.id)}`, { active });
    reload();
  };
  if (data === null) return problem === null ? null : <Trouble problem={problem} retry={reload} />;
  return (
    <>
      {open === 'new' ? (
        <ConversionForm path={path} event={null} onSaved={saved} onCancel={() => setOpen(null)} />
      ) : (
        <div>
          <button type="button" class="button primary" onClick={() => setOpen('new')}>
            Add a conversion event
          </button>
        </div>
      )}
      {data.conversion_events.length === 0 && open !== 'new' && (
        <Empty title="No conversion events yet">
          Say what counts as success: a sign-up, a visit to /thank-you, a purchase. It is counted over all of your
          history at once.
        </Empty>
      )}
      <ul class="listed">
        {data.conversion_events.map((event) =>
          open === event.id ? (
            <li key={event.id}>
              <div class="whole">
                <ConversionForm path={path} event={event} onSaved={saved} onCancel={() => setOpen(null)} />
              </div>
            </li>
          ) : (
            <li key={event.id}>
              <div>
                <p class="clip" title={event.name}>
                  <b>{event.name}</b> {event.is_primary && <span class="tag">Primary</span>}{' '}
                  {!event.active && <span class="tag">Archived</span>}
                </p>
                <p class="soft small clip">{says(event)}</p>
                {event.active && (
                  <p class="small">
                    {count(event.conversions)} in 30 days · {percent(event.conversion_rate, 2)} of visitors
                    {event.conversion_value != null &&
                      ` · worth ${shortMoney(event.conversion_value, event.currency ?? website.currency)}`}
                  </p>
                )}
              </div>
              <div class="acts">
                {event.active ? (
                  <>
                    <button
                      type="button"
                      class="button"
                      aria-label={`Edit ${event.name}`}
                      onClick={() => setOpen(event.id)}
                    >
                      Edit
                    </button>
                    <button
                      type="button"
                      class="button"
                      aria-label={`Archive ${event.name}`}
                      onClick={() => setArchiving(event)}
                    >
                      Archive
                    </button>
                  </>
                ) : (
                  <button
                    type="button"
                    class="button"
                    aria-label={`Count ${event.name} again`}
                    onClick={() => void setActive(event, true)}
                  >
                    Count again
                  </button>
                )}
              </div>
            </li>
          ),
        )}
      </ul>
      {archiving !== null && (
        <Confirm
          title={`Archive “${archiving.name}”?`}
          action="Archive"
          onConfirm={() => setActive(archiving, false)}
          onClose={() => setArchiving(null)}
        >
          <p>It leaves all reports. Nothing is deleted: “Count again” brings it back, history included.</p>
        </Confirm>
      )}
    </>
  );
}

function says(event: ConversionEvent): string {
  const what = event.type === 'page' ? `Visit to ${event.page_path}` : `Event ${event.event_name}`;
  const which = Object.entries(event.properties ?? {}).map(([key, value]) => `${key} = ${value}`);
  return [what, ...which, ...(event.count === 'once_per_session' ? ['once a visit'] : [])].join(' · ');
}
