// The corner of every page: events as the collector confirms them. Until then they wait in localStorage, so what is gone from
// there is on the collector's disk. Kept for the tab, so that a new page still shows the last ones. Runs before the tag, to see
// each event as it is made: one may be confirmed between two looks.
const LOOK_MS = 50;
const recall = (name) => JSON.parse(sessionStorage.getItem(`shop:${name}`) ?? '[]');
const keep = (name, list) => sessionStorage.setItem(`shop:${name}`, JSON.stringify(list));
const corner = document.getElementById('confirmed');
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

const queued = () =>
  Object.keys(localStorage)
    .filter((key) => /^bizness:.*:evt_/.test(key))
    .sort()
    .map((key) => JSON.parse(localStorage.getItem(key)));

const look = () => {
  const queue = queued();
  const confirmed = waiting.filter(({ event_id }) => !queue.some((event) => event.event_id === event_id));
  for (const event of confirmed) seen.push({ name: event.event_name, what: describe(event) });
  waiting = queue;
  keep('waiting', waiting);
  if (confirmed.length === 0) return;
  keep('seen', seen.slice(-200));
  draw();
};

window.bizness ??= {};
window.bizness.before_send = (event) => {
  waiting.push(event);
  keep('waiting', waiting);
  return event;
};
draw();
look();
setInterval(look, LOOK_MS);
