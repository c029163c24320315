// Live totals, through the shop's own server: the API key stays there.
const money = (amount, currency) =>
  amount === null || amount === undefined
    ? '–'
    : new Intl.NumberFormat(undefined, { style: 'currency', currency: currency ?? 'EUR' }).format(amount);
const count = (value) => (value === null || value === undefined ? '–' : value.toLocaleString());

const cell = (tag, text) => {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
};

const fill = (id, rows, cells) => {
  const lines = rows.map((row) => {
    const line = document.createElement('tr');
    line.append(...cells(row).map((text) => cell('td', text)));
    return line;
  });
  const empty = document.createElement('tr');
  empty.append(cell('td', 'Nothing yet. Open the shop in another tab.'));
  document.getElementById(id).replaceChildren(...(lines.length > 0 ? lines : [empty]));
};

const draw = ({ totals, sources, pages, events, online }) => {
  const tiles = {
    'visitors now': count(online),
    visitors: count(totals.visitors),
    'page views': count(totals.pageviews),
    events: count(totals.events),
    revenue: money(totals.revenue, totals.currency),
  };
  document.getElementById('tiles').replaceChildren(
    ...Object.entries(tiles).map(([label, value]) => {
      const tile = document.createElement('div');
      tile.append(cell('dt', label), cell('dd', value));
      return tile;
    }),
  );
  fill('sources', sources, (row) => [row.source, count(row.visitors), money(row.revenue, totals.currency)]);
  fill('pages', pages, (row) => [row.page, count(row.visitors), count(row.pageviews)]);
  fill('events', events, (row) => [row.event_name, count(row.visitors), count(row.events)]);
};

const refresh = async () => {
  const state = document.getElementById('state');
  try {
    const response = await fetch('/numbers.json');
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    draw(answer);
    state.textContent = '';
  } catch (error) {
    state.textContent = `No fresh numbers: ${error.message}`;
  }
  setTimeout(whenVisible, 2000);
};

const whenVisible = () => {
  if (document.visibilityState === 'visible') refresh();
  else document.addEventListener('visibilitychange', whenVisible, { once: true });
};

whenVisible();
