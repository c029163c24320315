import type { WebsiteAnswer } from '../../contract/account/website.ts';
import { Empty } from '../parts/state.tsx';
import { useSite } from '../state/context.ts';
import { Frame } from './entrance/frame.tsx';

/** An address that names a website that there isn't, or that one may not see. */
export function NoWebsite({ id, websites }: { id: string; websites: readonly WebsiteAnswer[] }) {
  return (
    <Frame title="There is no such website">
      <p>No website here has the id “{id}”. It was deleted, or you may not see it. These are yours:</p>
      <ul>
        {websites.map((website) => (
          <li key={website.id}>
            <a href={`/sites/${encodeURIComponent(website.id)}`}>{website.name}</a>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

/** An address within a website that names none of its views. */
export function NoView() {
  const site = useSite();
  return (
    <>
      <h1 class="only-heard">There is no such view</h1>
      <Empty title="There is no such view">
        The address was mistyped, or is of another version.{' '}
        <a href={`/sites/${encodeURIComponent(site.id)}`}>Overview</a>
      </Empty>
    </>
  );
}
