// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { changeInWords, changeOf } from '../../../collector/dashboard/views/overview/change.ts';
import { change } from '../../../collector/query/count/metrics.ts';

describe('the change of a headline', () => {
  it('is told with its direction, and whether that is better', () => {
    const change = changeOf('visitors', { visitors: 1497 }, { visitors: 1125 }, { visitors: 33.07 });
    expect(change).toMatchObject({ direction: 1, better: true, few: false });
    const bounces = changeOf(
      'bounce_rate',
      { bounce_rate: 50, sessions: 4000 },
      { bounce_rate: 40, sessions: 4000 },
      {},
    );
    expect(bounces).toMatchObject({ words: '10 pt', direction: 1, better: false, few: false });
  });

  it('of refunds, which are written below zero, is that of their size', () => {
    const gone = changeOf('refunds', { refunds: 0 }, { refunds: -174 }, { refunds: change('refunds', 0, -174) });
    expect(gone).toMatchObject({ words: '100%', direction: -1, better: true });
    const more = changeOf('refunds', { refunds: -20 }, { refunds: -10 }, { refunds: change('refunds', -20, -10) });
    expect(more).toMatchObject({ words: '100%', direction: 1, better: false });
  });

  it('of net revenue below zero goes up as it rises', () => {
    const value = change('revenue', 50, -50);
    expect(changeOf('revenue', { revenue: 50 }, { revenue: -50 }, { revenue: value })).toMatchObject({
      direction: 1,
      better: true,
    });
  });

  it('is marked where chance alone would do as much', () => {
    const few = (now: number, before: number) =>
      changeOf('visitors', { visitors: now }, { visitors: before }, { visitors: 10 })?.few;
    expect(few(110, 100)).toBe(true);
    expect(few(1100, 900)).toBe(false);
    expect(few(20, 2)).toBe(true);
  });

  it('of money is judged by the number of payments, not by their size', () => {
    const of = (transactions: number) =>
      changeOf('revenue', { revenue: 9000, transactions }, { revenue: 6000, transactions }, { revenue: 50 })?.few;
    expect(of(10)).toBe(true);
    expect(of(200)).toBe(false);
  });

  it('is not told where there is nothing to compare with', () => {
    expect(changeOf('visitors', { visitors: 5 }, { visitors: 0 }, { visitors: null })).toBeNull();
    expect(changeOf('revenue', {}, {}, {})).toBeNull();
    expect(changeInWords(null)).toBe('–');
  });
});
