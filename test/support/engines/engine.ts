/** The engines behind Chrome and Edge, Firefox, and Safari. */
export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** What a visitor's browser does by itself and not every engine can be made to do here. */
export type Ability = 'gpc' | 'denyStorage' | 'blur' | 'offline' | 'prerender';

/** A real browser of one make, driven alike whichever it is. */
export interface Engine {
  name: EngineName;
  /** Abilities that are missing or only imitated, each with the reason. Asking for a missing one fails with it. */
  cannot: Partial<Record<Ability, string>>;
  /** Opens a browser with a profile of its own. Several may be open at once. */
  open(options?: OpenOptions): Promise<Browser>;
}

export interface OpenOptions {
  /** The visitor forbids pages to keep anything: touching `localStorage` throws. */
  denyStorage?: boolean;
  /** The visitor has turned Global Privacy Control on. */
  gpc?: boolean;
}

export interface Browser {
  version: string;
  /** A new tab in front: visible and focused. */
  tab(): Promise<Tab>;
  /** What went wrong in pages: errors nobody caught, and whatever the console shows in red, as far as the engine tells. */
  complaints: string[];
  /** Closes as a person does, keeping the profile. */
  quit(): Promise<void>;
  /** Ends every process of the browser at once and without warning: a power cut, as far as the browser knows. */
  kill(): Promise<void>;
  /** Starts again with the same profile. */
  start(): Promise<void>;
  /** `quit`, then `start`. */
  reopen(): Promise<void>;
  /** For good: ends the browser, whatever its state, and removes its profile. */
  close(): Promise<void>;
}

export interface ClickOptions {
  button?: 'left' | 'middle';
  /** Keys held down meanwhile. */
  modifiers?: Modifier[];
}
export type Modifier = 'Control' | 'Shift' | 'Alt' | 'Meta';
export type Key = 'Enter' | 'Tab' | 'Space' | 'Escape' | 'PageDown' | 'End';

export interface Tab {
  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void>;
  /** Runs a function or an expression in the page. Arguments and result travel as JSON; a promise is awaited. */
  evaluate<T, A extends unknown[] = []>(code: string | ((...args: A) => T), ...args: A): Promise<Awaited<T>>;
  /** Presses a mouse button at the middle of the first element that matches, which must exist. */
  click(selector: string, options?: ClickOptions): Promise<void>;
  press(key: Key): Promise<void>;
  /** Clicks into a field and types. */
  type(selector: string, text: string): Promise<void>;
  /** Turns the mouse wheel over the middle of the page. */
  wheel(pixels: number): Promise<void>;
  url(): Promise<string>;
  back(): Promise<void>;
  forward(): Promise<void>;
  reload(): Promise<void>;
  /** Another tab comes in front: the page is hidden and has lost focus. */
  hide(): Promise<void>;
  /** Comes in front again: visible and focused. */
  show(): Promise<void>;
  /** Another window gets the focus; the page stays visible. `show` brings the focus back. */
  blur(): Promise<void>;
  /** Cuts the tab from the network, or ends that. */
  offline(cut: boolean): Promise<void>;
  /** Closes the tab as its cross does: at once, with no chance to wait. */
  close(): Promise<void>;
}
