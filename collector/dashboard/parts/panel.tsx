import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Tab {
  id: string;
  name: string;
}
interface Props {
  /** What it shows; heard where tabs are seen. */
  title: string;
  tabs?: readonly Tab[];
  chosen?: string;
  onChoose?(id: string): void;
  /** Beside the heading, at the end. */
  aside?: ComponentChildren;
  stale?: boolean;
  children: ComponentChildren;
}

/** A framed part of the page, with tabs where it can show several things in one place. */
export function Panel({ title, tabs, chosen, onChoose, aside, stale = false, children }: Props) {
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || tabs === undefined) return;
    const place = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(place + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose?.(next.id);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <section class="panel" aria-label={title}>
      <div class="panel-head">
        {tabs === undefined ? (
          <h2>{title}</h2>
        ) : (
          <div class="tabs" role="tablist" aria-label={title} onKeyDown={move}>
            {tabs.map((tab) => (
              <button
                key={tab.id}
                type="button"
                role="tab"
                id={`${id}-${tab.id}`}
                data-tab={tab.id}
                aria-selected={tab.id === chosen}
                aria-controls={`${id}-body`}
                tabIndex={tab.id === chosen ? 0 : -1}
                onClick={() => onChoose?.(tab.id)}
              >
                {tab.name}
              </button>
            ))}
          </div>
        )}
        {aside !== undefined && <div class="push">{aside}</div>}
      </div>
      <div
        id={`${id}-body`}
        class={stale ? 'stale' : undefined}
        {...(tabs === undefined ? {} : { role: 'tabpanel', 'aria-labelledby': `${id}-${chosen}` })}
      >
        {children}
      </div>
    </section>
  );
}
