import { describe, expect, it } from 'vitest';
import { layFlow } from '../../../collector/dashboard/views/journeys/flow-layout.ts';

const node = (step: number, page: string, sessions: number) => ({ step, page, sessions });

describe('the picture of journeys', () => {
  it('draws a page as high as its sessions, the fullest column to the full height', () => {
    const { nodes } = layFlow({ nodes: [node(0, '(entry)', 100), node(1, '/', 75), node(1, '/a', 25)], links: [] });
    expect(nodes.map(({ height }) => height)).toEqual([320, 240, 80]);
  });

  it('keeps a rare page high enough to be read', () => {
    const { nodes } = layFlow({ nodes: [node(0, '/', 1000), node(0, '/rare', 1)], links: [] });
    expect(nodes[1]?.height).toBe(32);
  });

  it('puts steps before the page asked for to its left', () => {
    const { nodes, steps } = layFlow({ nodes: [node(0, '/thanks', 3), node(-1, '/cart', 3)], links: [] });
    expect(steps).toEqual([-1, 0]);
    expect(nodes.map(({ page, x }) => [page, x])).toEqual([
      ['/cart', 0],
      ['/thanks', 220],
    ]);
  });

  it('says how many pages of a step it does not draw, and draws no link to them', () => {
    const pages = Array.from({ length: 11 }, (_, place) => node(1, `/${place}`, 20 - place));
    const { nodes, hidden, links } = layFlow({
      nodes: [node(0, '(entry)', 165), ...pages],
      links: [
        { step: 0, from: '(entry)', to: '/0', sessions: 20 },
        { step: 0, from: '(entry)', to: '/10', sessions: 10 },
      ],
    });
    expect(nodes).toHaveLength(9);
    expect(hidden).toEqual(new Map([[1, 3]]));
    expect(links.map(({ to }) => to.page)).toEqual(['/0']);
  });

  it('lays the links of a page one under the other, as thick as their sessions', () => {
    const { links } = layFlow({
      nodes: [node(0, '(entry)', 100), node(1, '/', 75), node(1, '/a', 25)],
      links: [
        { step: 0, from: '(entry)', to: '/a', sessions: 25 },
        { step: 0, from: '(entry)', to: '/', sessions: 75 },
      ],
    });
    expect(links.map(({ to, y1, width }) => [to.page, y1, width])).toEqual([
      ['/', 120, 240],
      ['/a', 280, 80],
    ]);
  });
});
