// First, as libraries look at the language when they load.
import './format/locale.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { restoreTheme } from './state/theme.ts';

restoreTheme();
render(<App />, document.getElementById('app') as HTMLElement);
