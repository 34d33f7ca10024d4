import { describe, expect, it } from 'vitest';
import type { CamerasGeo } from '../src/contract/area';
import { areaOf } from '../src/search/area';
import { figureAt, sceneOf } from '../src/video/scene';

const D = 0.0005;
const cameras: CamerasGeo = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [0, 0] },
      properties: {
        camera_id: 'C1',
        name: '',
        direction: 0,
        angle: 90,
        range_m: 50,
        kind: 'dome',
        indoor: false,
        clock_offset_s: 0,
        retrieval_min: 0,
        overwritten_after_h: null,
        field_of_view: { type: 'Polygon', coordinates: [[[0, 0], [-D, D], [D, D], [0, 0]]] },
        segments: [],
      },
    },
  ],
};
const area = areaOf('town', { type: 'FeatureCollection', features: [] }, cameras);
const scene = sceneOf(area, 'C1', 320, 190)!;
const pass = {
  from: '2026-03-01T01:00:00Z',
  until: '2026-03-01T01:01:00Z',
  heading: 90,
  place: { lon: 0, lat: D / 2 },
};
const at = (seconds: number) => figureAt(scene, [pass], Date.parse(pass.from) + seconds * 1000);

describe('the plan of a camera', () => {
  it('has north up and everything in view inside the picture', () => {
    const far = scene.at({ lon: D, lat: D });
    expect(far.y).toBeLessThan(scene.camera.y);
    expect(far.x).toBeGreaterThan(scene.camera.x);
    for (const { x, y } of [far, scene.camera]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(320);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(190);
    }
  });

  it('shows who passes at the time of the pass, going the way of the heading', () => {
    const [begin, middle, end] = [at(0)!, at(30)!, at(60)!];
    expect(middle.x).toBeCloseTo(scene.at(pass.place).x);
    expect(begin.x).toBeLessThan(middle.x);
    expect(end.x).toBeGreaterThan(middle.x);
    expect(end.y).toBeCloseTo(middle.y);
  });

  it('shows nobody before and after', () => {
    expect(at(-1)).toBeNull();
    expect(at(61)).toBeNull();
  });
});
