import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** A quiet page before the dashboard. */
export function Frame({
  title,
  wide = false,
  children,
}: {
  title: string;
  wide?: boolean;
  children: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${title} · Bizness`;
  }, [title]);
  return (
    <div class={wide ? 'entrance wide' : 'entrance'}>
      <header>
        <span class="brand">Bizness</span>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
