import { useLocation } from 'preact-iso';
import { useCurrentInSight } from './use-current-in-sight.ts';

interface Props {
  /** What is switched. */
  title: string;
  /** The parameter of the address that says which; absent is the first. */
  param: string;
  views: readonly { id: string; name: string }[];
  /** Parameters that belong to one of them and are left behind. */
  forget?: readonly string[];
}

/** Parts of a view, each at an address of its own. */
export function SubViews({ title, param, views, forget = [] }: Props) {
  const { path, url } = useLocation();
  const search = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '');
  const chosen = search.get(param) ?? views[0]?.id;
  const links = useCurrentInSight(chosen);
  const leadingTo = (id: string): string => {
    const next = new URLSearchParams([...search].filter(([name]) => name !== param && !forget.includes(name)));
    if (id !== views[0]?.id) next.set(param, id);
    const query = next.toString();
    return query === '' ? path : `${path}?${query}`;
  };
  return (
    <nav ref={links} class="views sub-views" aria-label={title}>
      {views.map(({ id, name }) => (
        <a key={id} href={leadingTo(id)} aria-current={id === chosen ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
