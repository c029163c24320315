import { describe, expect, it } from 'vitest';
import { openGeo } from '../../../collector/ingest/enrich/geo.ts';
import { parseAgent } from '../../../collector/ingest/enrich/parse-agent.ts';
import { looksLikeBot } from '../../../collector/ingest/filter/bot.ts';
import { AGENTS, BOTS } from '../../../demo-site/traffic/agents.ts';
import { COUNTRIES } from '../../../demo-site/traffic/countries.ts';
import { createPerson } from '../../../demo-site/traffic/population.ts';
import { createRandom } from '../../../demo-site/traffic/random.ts';

describe('the people', () => {
  it.each(COUNTRIES)('of $code ($zone) have addresses that the bundled database places there', async (country) => {
    const geo = await openGeo(null, (message) => expect.unreachable(message));
    const random = createRandom(1);
    for (let i = 0; i < 200; i++) expect(geo(createPerson(random, country).address).country).toBe(country.code);
  });

  it('have browsers that are recognised, and none that is taken for a program', () => {
    for (const agent of AGENTS) {
      const text = agent.userAgent(Date.parse('2026-03-31'));
      expect(looksLikeBot(text)).toBe(false);
      expect(parseAgent(text)).toMatchObject({ browser: expect.any(String), os: expect.any(String) });
      expect(parseAgent(text).device).toMatch(/desktop|mobile|tablet/);
    }
    for (const text of BOTS) expect(looksLikeBot(text)).toBe(true);
  });

  it('have browsers that update themselves', () => {
    const chrome = AGENTS[0]?.userAgent as (at: number) => string;
    expect(chrome(Date.parse('2024-07-01'))).toContain('Chrome/127.');
    expect(chrome(Date.parse('2024-07-25'))).toContain('Chrome/128.');
  });

  it('are as common as they should be', () => {
    const random = createRandom(3);
    const drawn = Array.from({ length: 4000 }, () => random.weighted(COUNTRIES, ({ share }) => share).code);
    const share = drawn.filter((code) => code === 'US').length / drawn.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.36);
    expect(Array.from({ length: 2000 }, () => random.count(2.5)).reduce((a, b) => a + b) / 2000).toBeCloseTo(2.5, 0);
    expect(Array.from({ length: 2000 }, () => random.count(80)).reduce((a, b) => a + b) / 2000).toBeCloseTo(80, -1);
    expect(random.digits(18)).toMatch(/^\d{18}$/);
  });
});
