import { describe, expect, it } from 'vitest';
import { correctedSearch } from '../../../collector/dashboard/state/use-corrected-address.ts';

const corrected = (search: string) => correctedSearch(new URLSearchParams(search))?.toString() ?? null;

describe('an address', () => {
  it.each([
    'period=7d&compare=year&interval=week&attribution=linear&timezone=Europe%2FParis&tab=payments&filter_source=Google',
    'start_date=2026-03-01&end_date=2026-03-05',
    'start_date=2026-03-01T10:00:00Z&end_date=2026-03-01T12:00:00Z',
    '',
  ])('that means something stays as it is: %s', (search) => {
    expect(corrected(search)).toBeNull();
  });

  it.each([
    ['period=bogus&tab=payments', 'tab=payments'],
    ['period=custom', ''],
    ['compare=never', ''],
    ['interval=century&period=7d', 'period=7d'],
    ['attribution=luck', ''],
    ['timezone=Atlantis%2FCentral', ''],
    ['start_date=soon&end_date=2026-03-05', ''],
    ['end_date=2026-03-05&filter_page=%2Fa', 'filter_page=%2Fa'],
  ])('loses what means nothing: %s', (search, left) => {
    expect(corrected(search)).toBe(left);
  });
});
