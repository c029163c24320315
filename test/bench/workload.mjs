/*
 * A day of a mid-sized site, the same on every run: 2,000 paths and 300 referrers chosen unevenly, 20,000 visitors,
 * 12 % campaign tags, 15 % custom events with three properties.
 */

/** A small seeded generator (mulberry32): the load must be equal from run to run. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Builds `count` events in the wire's form, without ids, so that a replay stores new rows. */
export function buildEvents(count) {
  const random = seeded(7);
  const pick = (size) => Math.floor(size * random() ** 2.5);
  return Array.from({ length: count }, () => {
    const custom = random() < 0.15;
    const tags = random() < 0.12 ? `?utm_source=s${pick(20)}&utm_medium=cpc&utm_campaign=c${pick(50)}` : '';
    const from = random();
    const referrer = from < 0.4 ? `https://site${pick(300)}.example/` : from < 0.7 ? 'https://acme.com/' : '';
    return {
      event_name: custom ? 'signup' : 'page_view',
      visitor_id: `vis_${Math.floor(random() * 20_000)
        .toString(36)
        .padStart(16, '0')}`,
      properties: {
        page_url: `https://acme.com/articles/page-${pick(2000)}${tags}`,
        page_title: 'An article of ours',
        referrer,
        screen_width: 1280 + pick(6) * 128,
        language: ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'ja-JP', 'en-GB', 'it-IT'][pick(8)],
        ...(custom ? { plan: 'pro', seats: pick(10), trial: true } : {}),
      },
    };
  });
}

/** Request bodies: single events, or batches of `size`. */
export function buildBodies(websiteId, size, requests) {
  const events = buildEvents(requests * size);
  return Array.from({ length: requests }, (_, index) => {
    const own = events.slice(index * size, (index + 1) * size);
    return JSON.stringify(size === 1 ? { website_id: websiteId, ...own[0] } : { website_id: websiteId, events: own });
  });
}
