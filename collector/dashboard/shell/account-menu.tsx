import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api } from '../api/client.ts';
import { forgetAnswers } from '../api/use-report.ts';
import { Menu } from '../parts/menu.tsx';
import { type Person, useSite } from '../state/context.ts';
import { chooseTheme, currentTheme, type Theme } from '../state/theme.ts';

const THEMES: readonly [Theme, string][] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Who is logged in, the theme, and the way out. */
export function AccountMenu({ person }: { person: Person }) {
  const { route } = useLocation();
  const site = useSite();
  const [theme, setTheme] = useState(currentTheme());
  const leave = async () => {
    await api.delete('/api/session');
    forgetAnswers();
    route('/login');
  };
  return (
    <Menu label="⚙" title="Account and theme" end>
      {(close) => (
        <>
          <p class="soft small clip menu-words">{person.email}</p>
          <a class="item" href={`/sites/${encodeURIComponent(site.id)}/settings/you`} onClick={close}>
            Your account
          </a>
          <hr />
          {THEMES.map(([choice, name]) => (
            <button
              key={choice}
              type="button"
              class="item"
              aria-current={choice === theme}
              onClick={() => {
                chooseTheme(choice);
                setTheme(choice);
              }}
            >
              {name}
            </button>
          ))}
          <hr />
          <button type="button" class="item" onClick={() => void leave()}>
            Log out
          </button>
        </>
      )}
    </Menu>
  );
}
