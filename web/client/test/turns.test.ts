import { describe, expect, it } from 'vitest';
import type { NetworkGeo } from '../src/contract/area';
import { areaOf, type Area } from '../src/search/area';
import { route } from '../src/search/route';
import { compassHeading, Movement } from '../src/team/heading';
import { guidance, guideOf, progressOn, sideOf, turnBy, type Guidance } from '../src/team/turns';

type Street = [line: [number, number][], name?: string, steps?: boolean];

/** Streets on a plane whose unit is about 111 m (a thousandth of a degree at the equator). */
function area(streets: Street[]): Area {
  const features = streets.map(([line, name = '', steps = false], i) => ({
    type: 'Feature' as const,
    geometry: { type: 'LineString' as const, coordinates: line.map(([x, y]) => [x / 1000, y / 1000]) },
    properties: {
      segment_id: i,
      name,
      kind: steps ? 'steps' : 'residential',
      factor: 1,
      reason: '',
      steps,
      dead_end: false,
      length_m: line.slice(1).reduce((sum, p, j) => sum + 111.195 * Math.hypot(p[0] - line[j]![0], p[1] - line[j]![1]), 0),
      beat: -1,
    },
  }));
  const network: NetworkGeo = { type: 'FeatureCollection', features };
  return areaOf('district', network, { type: 'FeatureCollection', features: [] });
}

const at = (x: number, y: number) => ({ lon: x / 1000, lat: y / 1000 });

/** A street to the north, with a crossing street at its end. */
const CROSSING: Street[] = [
  [[[0, 0], [0, 1]], 'North Street'],
  [[[0, 1], [1, 1]], '木兰支路'],
  [[[-1, 1], [0, 1]]],
  [[[0, 1], [0, 2]], 'North Street'],
  [[[0, 2], [0, 3]], 'North Street', true],
  [[[0, 3], [1, 4]], 'North Street'],
];

function told(city: Area, goal: [number, number], here: [number, number], start: [number, number] = [0, 0], heading: number | null = null, doubt = 0): Guidance {
  const guide = guideOf(route(city, at(...start), at(...goal))!, city.segments);
  return guidance(guide, city.segments, at(...here), at(...goal), heading, doubt);
}

describe('the next turn', () => {
  const city = area(CROSSING);

  it('is to the right into a named street, with the metres to it', () => {
    const turn = told(city, [1, 1], [0, 0.28]);
    expect(turn).toMatchObject({ kind: 'turn', side: 'right', segment: 1, stairs: false });
    expect(turn.kind === 'turn' && turn.metres).toBeCloseTo(80, 0);
  });

  it('is to the left into a street without a name', () => {
    expect(told(city, [-1, 1], [0, 0.5])).toMatchObject({ kind: 'turn', side: 'left', segment: 2 });
  });

  it('is none where the street goes straight on under its name', () => {
    expect(told(city, [0, 1.9], [0, 0.5])).toMatchObject({ kind: 'goal' });
  });

  it('is straight on where the street only changes its name', () => {
    const renamed = area([[[[0, 0], [0, 1]], 'A'], [[[0, 1], [0, 2]], 'B']]);
    expect(told(renamed, [0, 2], [0, 0.5])).toMatchObject({ kind: 'turn', side: 'straight', segment: 1 });
  });

  it('is none in a bend that leaves no choice', () => {
    const bend = area([[[[0, 0], [0, 1]], 'A'], [[[0, 1], [1, 1]], 'A']]);
    expect(told(bend, [1, 1], [0, 0.5])).toMatchObject({ kind: 'goal' });
  });

  it('is one turn where the junctions of a crossing lie close together', () => {
    const wide = area([
      [[[0, 0], [0, 1]], 'A'],
      [[[0, 1], [0.04, 1.04]]],
      [[[0.04, 1.04], [1, 1.04]], 'B'],
      [[[0, 1], [-1, 1]]],
      [[[0.04, 1.04], [0.04, 2]]],
    ]);
    expect(told(wide, [1, 1.04], [0, 0.5])).toMatchObject({ kind: 'turn', side: 'right', segment: 2 });
    expect(told(wide, [1, 1.04], [0.3, 1.04])).toMatchObject({ kind: 'goal' });
  });

  it('goes on to the next one after the turn was taken', () => {
    expect(told(city, [1, 1], [0.1, 1])).toMatchObject({ kind: 'goal' });
  });

  it('warns of stairs before them, and of stairs into which a turn leads', () => {
    expect(told(city, [0.5, 3.5], [0, 1.5])).toMatchObject({ kind: 'stairs' });
    const steep = area([[[[0, 0], [0, 1]], 'A'], [[[0, 1], [1, 1]], '', true], [[[0, 1], [0, 2]]]]);
    expect(told(steep, [1, 1], [0, 0.5])).toMatchObject({ kind: 'turn', side: 'right', stairs: true });
  });

  it('is to turn round for somebody who walks the other way', () => {
    expect(told(city, [1, 1], [0, 0.5], [0, 0], 180)).toMatchObject({ kind: 'turn', side: 'back', metres: 0 });
    expect(told(city, [1, 1], [0, 0.5], [0, 0], 20)).toMatchObject({ side: 'right' });
  });
});

describe('a team', () => {
  const city = area(CROSSING);

  it('has arrived at the goal', () => {
    expect(told(city, [1, 1], [0.95, 1])).toEqual({ kind: 'arrived' });
  });

  it('is off the way when further from it than the position is sure', () => {
    expect(told(city, [1, 1], [-0.45, 0.5])).toMatchObject({ kind: 'off' });
    expect(told(city, [1, 1], [-0.45, 0.5], [0, 0], null, 55)).toMatchObject({ kind: 'turn' });
    expect(told(city, [1, 1], [-0.9, 0.5], [0, 0], null, 500)).toMatchObject({ kind: 'off' });
  });

  it('begins in the middle of a street, not at its end behind', () => {
    const way = route(city, at(0.05, 0.5), at(1, 1))!;
    expect(way.legs.map(({ segment }) => segment)).toEqual([0, 1]);
    expect(way.legs[0]?.metres).toBeCloseTo(55.6, 0);
    expect(progressOn(guideOf(way, city.segments), at(0.02, 0.75)).along).toBeCloseTo(27.8, 0);
  });

  it('may have its goal in the same street, ahead or behind', () => {
    expect(route(city, at(0, 0.2), at(0, 0.8))?.metres).toBeCloseTo(66.7, 0);
    const back = route(city, at(0, 0.8), at(0, 0.2))?.legs[0]?.line ?? [];
    expect(back[0]?.[1]).toBeCloseTo(0.0008, 9);
    expect(back.at(-1)?.[1]).toBeCloseTo(0.0002, 9);
  });
});

describe('directions', () => {
  it('turn the short way round', () => {
    expect(turnBy(350, 20)).toBe(30);
    expect(turnBy(10, 340)).toBe(-30);
    expect([sideOf(90), sideOf(-90), sideOf(40), sideOf(-40), sideOf(5), sideOf(175)]).toEqual([
      'right', 'left', 'slight_right', 'slight_left', 'straight', 'back',
    ]);
  });

  it('come from the movement where the device does not say them', () => {
    const movement = new Movement();
    expect(movement.at({ ...at(0, 0), heading: null, speed: null })).toBeNull();
    expect(movement.at({ ...at(0.02, 0), heading: null, speed: null })).toBeNull();
    expect(movement.at({ ...at(0.1, 0), heading: null, speed: null })).toBeCloseTo(90, 5);
    expect(movement.at({ ...at(0.1, 0), heading: 200, speed: 0.1 })).toBeCloseTo(90, 5);
    expect(movement.at({ ...at(0.1, 0), heading: 200, speed: 2 })).toBe(200);
  });

  it('come from a compass only where it knows north', () => {
    expect(compassHeading({ alpha: 90, absolute: true }, 0)).toBe(270);
    expect(compassHeading({ alpha: 90, absolute: false }, 0)).toBeNull();
    expect(compassHeading({ alpha: null, webkitCompassHeading: 350 }, 90)).toBe(80);
  });
});
