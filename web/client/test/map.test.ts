import { describe, expect, it } from 'vitest';
import { sweptByAge } from '../src/map/orders';
import { spread } from '../src/map/spread';
import { joined } from '../src/map/streetNames';
import { emptyState } from '../src/search/empty';
import { reduceAll } from '../src/search/reduce';
import { event } from './events';

describe('signs on the screen', () => {
  it('that hide each other are set side by side around their middle, in their order', () => {
    const spots = [
      { x: 100, y: 50 },
      { x: 300, y: 50 },
      { x: 104, y: 50 },
    ];
    expect(spread(spots, 20)).toEqual([
      { x: 92, y: 50 },
      { x: 300, y: 50 },
      { x: 112, y: 50 },
    ]);
  });

  it('that hide each other in a chain all stand apart', () => {
    const spots = [0, 15, 30, 45].map((x) => ({ x, y: 0 }));
    const xs = spread(spots, 20).map(({ x }) => x);
    expect(xs.slice(1).map((x, i) => x - xs[i]!)).toEqual([20, 20, 20]);
  });
});

describe('street names', () => {
  it('run along a whole street, however its pieces were drawn', () => {
    const whole = joined([
      [[2, 0], [1, 0]],
      [[2, 0], [3, 0]],
      [[0, 0], [1, 0]],
    ]);
    expect(whole).toHaveLength(1);
    const xs = whole[0]!.map(([x]) => x);
    expect([xs, xs.toReversed()]).toContainEqual([0, 1, 2, 3]);
  });

  it('use every piece once where three meet, and where they close a ring', () => {
    const fork = joined([
      [[0, 0], [1, 0]],
      [[1, 0], [2, 0]],
      [[1, 0], [1, 1]],
    ]);
    expect(fork.map((line) => line.length - 1).reduce((a, b) => a + b)).toBe(3);
    const loop = joined([
      [[0, 0], [1, 0], [1, 1]],
      [[1, 1], [0, 1], [0, 0]],
    ]);
    expect(loop).toHaveLength(1);
    expect(loop[0]).toHaveLength(5);
  });
});

describe('searched streets', () => {
  const sweep = (version: number, segments: number[], until: string) =>
    event(version, 'streets.swept', {
      sweep_id: `s${version}`,
      team_id: 't1',
      segments,
      from: '2026-03-01T01:00:00Z',
      until,
      pod: 0.6,
      derived_from: 'taps',
    });

  it('fade by the newest search of each, and not at all when it was taken back', () => {
    const state = reduceAll(emptyState('s'), [
      sweep(1, [1, 2], '2026-03-01T01:10:00Z'),
      sweep(2, [2], '2026-03-01T01:55:00Z'),
      sweep(3, [3], '2026-03-01T01:30:00Z'),
      sweep(4, [9], '2026-03-01T01:58:00Z'),
      event(5, 'streets.sweep_withdrawn', { sweep_id: 's4' }),
    ]);
    expect(sweptByAge(state, new Date('2026-03-01T02:00:00Z'))).toEqual([[2], [3], [1]]);
  });
});
