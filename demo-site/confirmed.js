// The corner of every page: events as the collector confirms them, kept for the tab so that a new page still shows the last ones.
const corner = document.getElementById('confirmed');
const KEY = 'shop:confirmed';
const seen = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');

const describe = ({ properties = {} }) => {
  if (properties.button_text || properties.link_text) return properties.button_text ?? properties.link_text;
  const own = Object.entries(properties).filter(([name]) => name === 'plan' || name === 'value');
  if (own.length > 0) return own.map(([name, value]) => `${name}: ${value}`).join(', ');
  try {
    return new URL(properties.page_url).pathname;
  } catch {
    return '';
  }
};

const draw = () => {
  corner.dataset.count = String(seen.length);
  corner.querySelector('output').textContent = seen.length === 0 ? 'waiting…' : `${seen.length} on disk`;
  corner.querySelector('ol').replaceChildren(
    ...seen
      .slice(-20)
      .reverse()
      .map(({ name, what }) => {
        const line = document.createElement('li');
        const label = document.createElement('b');
        label.textContent = name;
        const detail = document.createElement('span');
        detail.textContent = what;
        line.append(label, detail);
        return line;
      }),
  );
};

document.addEventListener('bizness:confirmed', ({ detail }) => {
  for (const event of detail) seen.push({ name: event.event_name, what: describe(event) });
  sessionStorage.setItem(KEY, JSON.stringify(seen.slice(-200)));
  draw();
});
draw();
