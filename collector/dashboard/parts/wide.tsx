import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What may be wider than the page: scrolls in its own box, by keyboard too, and fades where it goes on. */
export function Wide({ title, children }: { title: string; children: ComponentChildren }) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const passed = Math.abs(element.scrollLeft);
      element.toggleAttribute('data-before', passed > 1);
      element.toggleAttribute('data-after', element.scrollWidth - element.clientWidth - passed > 1);
    };
    const sized = new ResizeObserver(look);
    for (const one of [element, ...element.children]) sized.observe(one);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener('scroll', look);
    };
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={box} class="wide" tabIndex={0} aria-label={title}>
      {children}
    </section>
  );
}
