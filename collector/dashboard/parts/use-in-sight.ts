import { useEffect, useRef, useState } from 'preact/hooks';

/** Whether an element has been in sight yet: for what is too heavy to be fetched before anybody looks. */
export function useInSight<T extends Element>() {
  const place = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      setSeen(true);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, seen] as const;
}
