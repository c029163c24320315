import { Menu } from '../parts/menu.tsx';
import { useMay, useSite, useSituation } from '../state/context.ts';

/** Which website, and the way to the others. */
export function WebsiteMenu() {
  const site = useSite();
  const may = useMay();
  const { websites } = useSituation();
  return (
    <Menu label={<BrandLabel name={site.name} />} title={`${site.name}: choose another website`}>
      {(close) => (
        <>
          {websites.map(({ id, name, domain }) => (
            <a
              key={id}
              class="item"
              href={`/sites/${encodeURIComponent(id)}`}
              aria-current={id === site.id}
              onClick={close}
            >
              <span class="clip">{name}</span>
              {name !== domain && <span class="soft small clip">{domain}</span>}
            </a>
          ))}
          {may.write && (
            <>
              <hr />
              <a class="item" href={`/sites/${encodeURIComponent(site.id)}/settings/websites`} onClick={close}>
                Add a website
              </a>
            </>
          )}
        </>
      )}
    </Menu>
  );
}

const BrandLabel = ({ name }: { name: string }) => (
  <span class="brand">
    <span class="clip">{name}</span>
    <span aria-hidden="true">▾</span>
  </span>
);
