import { describe, expect, it } from 'vitest';
import type { NetworkGeo } from '../src/contract/area';
import { areaOf, type Area } from '../src/search/area';
import { segmentsNear } from '../src/search/geometry';
import { route } from '../src/search/route';
import { deadEnds } from '../src/map/deadEnds';

/** Junctions A(0,0) B(1,0) C(1,1) D(0,1) and a blind end E(2,1), in thousandths of a degree. */
function area(lengths: number[]): Area {
  const lines: [number, number][][] = [
    [[0, 0], [1, 0]],
    [[1, 0], [1, 1]],
    [[0, 0], [0, 1]],
    [[0, 1], [1, 1]],
    [[1, 1], [2, 1]],
    [[8, 8], [9, 9]],
  ];
  const features = lines.map((line, i) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: line.map(([x, y]) => [x / 1000, y / 1000]) },
    properties: {
      segment_id: i,
      name: '',
      kind: 'residential',
      factor: 1,
      reason: '',
      steps: false,
      dead_end: i >= 4,
      length_m: lengths[i] ?? 100,
      beat: -1,
    },
  }));
  const network: NetworkGeo = { type: 'FeatureCollection', features };
  return areaOf('district', network, { type: 'FeatureCollection', features: [] });
}

const at = (x: number, y: number) => ({ lon: x / 1000, lat: y / 1000 });

describe('route', () => {
  it('takes the shorter of two ways round', () => {
    const way = route(area([100, 100, 500, 500]), at(0, 0), at(1, 1));
    expect(way?.metres).toBeCloseTo(200, 6);
    expect(way?.line).toContainEqual([0.001, 0]);
    expect(route(area([500, 500, 100, 100]), at(0, 0), at(1, 1))?.line).toContainEqual([0, 0.001]);
  });

  it('walks streets against the direction they are drawn', () => {
    expect(route(area([]), at(2, 1), at(0, 0))?.metres).toBeCloseTo(300, 6);
  });

  it('finds nothing where no streets connect', () => {
    expect(route(area([]), at(0, 0), at(9, 9))).toBeNull();
  });
});

describe('places on the network', () => {
  it('names the streets near a place, nearest first', () => {
    expect(segmentsNear(area([]), at(0.5, 0.05), 20)).toEqual([0]);
    expect(segmentsNear(area([]), at(0.9, 0.05), 20)).toEqual([0, 1]);
  });

  it('marks only the blind end of a dead-end street, with its bearing', () => {
    const ends = deadEnds(area([]).network).features;
    expect(ends[0]?.geometry.coordinates).toEqual([0.002, 0.001]);
    expect(ends[0]?.properties.bearing).toBeCloseTo(90, 6);
    expect(ends).toHaveLength(3);
  });
});
