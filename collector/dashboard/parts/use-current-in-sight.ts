import { useEffect, useRef } from 'preact/hooks';

/** For a row of links that scrolls sideways on a phone: keeps the one of this page in sight. */
export function useCurrentInSight(current: string | undefined) {
  const row = useRef<HTMLElement>(null);
  // After the first paint: to ask for widths before it has the page laid out twice.
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row.current && link)
      row.current.scrollLeft = link.offsetLeft - (row.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return row;
}
