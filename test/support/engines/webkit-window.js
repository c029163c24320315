/**
 * A small browser around WebKitGTK, run by gjs. WebKit's own MiniBrowser forgets everything when automated;
 * this one keeps a profile as Safari does. Arguments: the profile's folder, then scripts that run in every page.
 */
imports.gi.versions.Gtk = '3.0';
imports.gi.versions.WebKit2 = '4.1';
const { Gdk, Gio, Gtk, WebKit2 } = imports.gi;

const [profile, ...sources] = ARGV;
const MIDDLE_BUTTON = 2;
const CONTROL_KEY = 4;

// Simulated clicks are core events of X, which GTK ignores otherwise.
Gdk.disable_multidevice();
Gtk.init(null);
const context = new WebKit2.WebContext({
  website_data_manager: new WebKit2.WebsiteDataManager({
    base_data_directory: `${profile}/data`,
    base_cache_directory: `${profile}/cache`,
  }),
});
context.set_automation_allowed(true);
const settings = new WebKit2.Settings({ enable_write_console_messages_to_stdout: true });
const scripts = new WebKit2.UserContentManager();
const { ALL_FRAMES } = WebKit2.UserContentInjectedFrames;
const { START } = WebKit2.UserScriptInjectionTime;
for (const source of sources) scripts.add_script(WebKit2.UserScript.new(source, ALL_FRAMES, START, null, null));

const frame = new Gtk.Window({ default_width: 1024, default_height: 768 });
const tabs = new Gtk.Notebook({ show_tabs: false, show_border: false });
frame.add(tabs);
frame.show_all();

/** The tab that the driver or a person chose last. */
let chosen = null;

function openTab({ opener, inFront }) {
  const view = new WebKit2.WebView({
    ...(opener ? { related_view: opener } : { web_context: context }),
    is_controlled_by_automation: true,
    user_content_manager: scripts,
    settings,
  });
  view.connect('grab-focus', () => {
    chosen = view;
  });
  view.connect('create', () => openTab({ opener: view, inFront: true }));
  view.connect('decide-policy', (_view, decision, type) => {
    if (type === WebKit2.PolicyDecisionType.RESPONSE) return false;
    const action = decision.get_navigation_action();
    const forNewTab = action.get_mouse_button() === MIDDLE_BUTTON || action.get_modifiers() & CONTROL_KEY;
    if (action.get_navigation_type() !== WebKit2.NavigationType.LINK_CLICKED || !forNewTab) return false;
    openTab({ inFront: false }).load_request(action.get_request());
    decision.ignore();
    return true;
  });
  view.connect('close', () => view.destroy());
  view.show();
  tabs.append_page(view, null);
  if (inFront) show(view);
  return view;
}

function show(view) {
  tabs.set_current_page(tabs.page_num(view));
  frame.present();
  view.grab_focus();
}

context.connect('automation-started', (_context, session) => {
  const info = new WebKit2.ApplicationInfo();
  info.set_name('WebKitGTK');
  info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version());
  session.set_application_info(info);
  session.connect('create-web-view::tab', () => openTab({ inFront: true }));
  session.connect('create-web-view::window', () => openTab({ inFront: true }));
});

/** What a person does to the window and its tabs. WebDriver has no words for it. */
const ORDERS = {
  hide: () => tabs.set_current_page(0),
  show: () => show(chosen),
  blur: () => {
    const other = new Gtk.Window({ default_width: 200, default_height: 100 });
    other.show_all();
    other.present();
  },
  /** WebDriver's own middle click lets the left button go here, which is no middle click. */
  middleClick(x, y) {
    for (const type of [Gdk.EventType.BUTTON_PRESS, Gdk.EventType.BUTTON_RELEASE])
      Gdk.test_simulate_button(chosen.get_window(), Number(x), Number(y), MIDDLE_BUTTON, 0, type);
  },
  quit() {
    for (const view of tabs.get_children()) {
      view.connect('destroy', () => tabs.get_n_pages() <= 1 && Gtk.main_quit());
      view.try_close();
    }
  },
};
const orders = new Gio.SocketService();
const address = Gio.UnixSocketAddress.new(`${profile}/orders`);
orders.add_address(address, Gio.SocketType.STREAM, Gio.SocketProtocol.DEFAULT, null);
orders.connect('incoming', (_service, connection) => {
  const input = new Gio.DataInputStream({ base_stream: connection.get_input_stream() });
  const [line] = input.read_line_utf8(null);
  const [order, ...details] = line.split(' ');
  ORDERS[order](...details);
  connection.close(null);
});

Gtk.main();
