import { describe, expect, it } from 'vitest';
import type { NetworkGeo } from '../src/contract/area';
import type { Mode, SearchState } from '../src/contract/state';
import { waysOf } from '../src/map/orders';
import { areaOf, type Area } from '../src/search/area';
import { route } from '../src/search/route';
import { guidance, guideOf } from '../src/team/turns';

type Street = [line: [number, number][], kind: string];

/** Streets on a plane whose unit is about 111 m. */
function area(streets: Street[]): Area {
  const features = streets.map(([line, kind], i) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: line.map(([x, y]) => [x / 1000, y / 1000]) },
    properties: {
      segment_id: i,
      name: '',
      kind,
      factor: 1,
      reason: '',
      steps: kind === 'steps',
      dead_end: false,
      length_m: line.slice(1).reduce((sum, p, j) => sum + 111.195 * Math.hypot(p[0] - line[j]![0], p[1] - line[j]![1]), 0),
      beat: -1,
    },
  }));
  const network: NetworkGeo = { type: 'FeatureCollection', features };
  return areaOf('district', network, { type: 'FeatureCollection', features: [] });
}

const at = (x: number, y: number) => ({ lon: x / 1000, lat: y / 1000 });

/** From south to north: stairs straight up, a footway beside them, a road far round. */
const HILL = area([
  [[[-2, 0], [0, 0]], 'residential'],
  [[[0, 0], [0, 2]], 'steps'],
  [[[0, 0], [1, 1], [0, 2]], 'footway'],
  [[[0, 0], [4, 1], [0, 2]], 'residential'],
  [[[0, 2], [-2, 2]], 'residential'],
  [[[-2, 2], [-2, 4]], 'steps'],
]);

const taken = (mode: Mode, to: [number, number], from: [number, number] = [-1, 0]) =>
  route(HILL, at(...from), at(...to), mode)?.legs.map(({ segment }) => segment);

describe('the way of a team', () => {
  it('is for its mode: up the stairs on foot, beside them by bicycle, round by road in a car', () => {
    expect(taken('foot', [-1, 2])).toEqual([0, 1, 4]);
    expect(taken('bicycle', [-1, 2])).toEqual([0, 2, 4]);
    expect(taken('vehicle', [-1, 2])).toEqual([0, 3, 4]);
  });

  it('says its real length, whatever the mode', () => {
    expect(route(HILL, at(-1, 0), at(-1, 2), 'vehicle')?.metres).toBeCloseTo(111.195 * (2 + 2 * Math.sqrt(17)), 0);
  });

  it('ends on foot where the goal itself is up stairs, and only there', () => {
    const way = route(HILL, at(-1, 0), at(-2, 3), 'vehicle')!;
    expect(way.legs.map(({ segment, afoot }) => [segment, afoot])).toEqual([[0, false], [3, false], [4, false], [5, true]]);
    const guide = guideOf(way, HILL.segments);
    expect(guidance(guide, HILL.segments, at(-1, 2), at(-2, 3))).toMatchObject({ kind: 'afoot' });
    expect(guidance(guide, HILL.segments, at(0, 0), at(-2, 3)).kind).not.toBe('stairs');
  });

  it('begins on the road, not on the stairs beside it', () => {
    expect(taken('vehicle', [-1, 0], [-0.1, 0.15])?.[0]).toBe(0);
  });

  it('is the same on the map of the desks', () => {
    const order = { redirect_id: 'r', target: at(-1, 2), segments: [], status: 'wilco' };
    const lines = (mode: Mode) => {
      const state = { teams: [{ team_id: 't', mode, assignment: 'r' }], redirects: [order] } as unknown as SearchState;
      const here = new Map([['t', { ...at(-1, 0), team_id: 't', at: '', accuracy_m: null, heading: null }]]);
      return waysOf(HILL, state, here, null, null).ways.map((way) => way.line);
    };
    expect(lines('vehicle')[0]).toContainEqual([0.004, 0.001]);
    expect(lines('foot')[0]).not.toContainEqual([0.004, 0.001]);
  });
});
