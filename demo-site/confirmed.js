// The corner of every page: events as the collector confirms them. Until then they wait in localStorage, so what is gone from
// there is on the collector's disk. Kept for the tab, so that a new page still shows the last ones.
const corner = document.getElementById('confirmed');
const LOOK_MS = 50;
const recall = (name) => JSON.parse(sessionStorage.getItem(`shop:${name}`) ?? '[]');
const keep = (name, list) => sessionStorage.setItem(`shop:${name}`, JSON.stringify(list));
const seen = recall('seen');
let waiting = recall('waiting');

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

const look = () => {
  const kept = Object.keys(localStorage).filter((key) => /^bizness:.*:evt_/.test(key));
  const confirmed = waiting.filter(({ key }) => !kept.includes(key));
  for (const { event } of confirmed) seen.push({ name: event.event_name, what: describe(event) });
  waiting = kept.sort().map((key) => ({ key, event: JSON.parse(localStorage.getItem(key)) }));
  keep('waiting', waiting);
  if (confirmed.length === 0) return;
  keep('seen', seen.slice(-200));
  draw();
};
setInterval(look, LOOK_MS);
draw();
