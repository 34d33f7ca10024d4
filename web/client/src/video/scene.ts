/** A camera's ground as a small plan, north up: what it sees, the streets in view, who passes. */
import type { Polygon, Position } from 'geojson';
import type { Recording } from '../contract/demo';
import type { Point } from '../contract/state';
import type { Area } from '../search/area';

const METRES_PER_DEGREE = 111_195;
/** Metres a second of a wheelchair; a pass without a length is drawn with it. */
const PACE = 0.8;

export interface Scene {
  /** SVG paths in pixels. */
  view: string;
  streets: { path: string; width: number }[];
  camera: { x: number; y: number };
  metresPerPixel: number;
  at(place: Point): { x: number; y: number };
}

const pathOf = (points: { x: number; y: number }[]) =>
  points.map(({ x, y }, i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

export function sceneOf(area: Area, cameraId: string, width: number, height: number): Scene | null {
  const camera = area.cameraOf.get(cameraId);
  const outline = (camera?.field_of_view as Polygon | undefined)?.coordinates[0];
  if (!camera || !outline?.length) return null;
  const shrink = Math.cos((camera.lat * Math.PI) / 180);
  const metres = ([lon = 0, lat = 0]: Position) => ({
    x: (lon - camera.lon) * shrink * METRES_PER_DEGREE,
    y: (camera.lat - lat) * METRES_PER_DEGREE,
  });
  const seen = [...outline.map(metres), { x: 0, y: 0 }];
  const span = (of: (at: { x: number; y: number }) => number) => {
    const values = seen.map(of);
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [left, right] = span((at) => at.x);
  const [top, bottom] = span((at) => at.y);
  const margin = 0.82;
  const scale = margin * Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top));
  const place = (position: Position) => {
    const at = metres(position);
    return {
      x: width / 2 + (at.x - (left + right) / 2) * scale,
      y: height / 2 + (at.y - (top + bottom) / 2) * scale,
    };
  };
  const inView = new Set(camera.segments);
  const streets = area.network.features
    .filter(({ properties }) => inView.has(properties.segment_id))
    .map(({ geometry, properties }) => ({
      path: pathOf(geometry.coordinates.map(place)),
      width: Math.max(3, (properties.steps ? 2 : 6) * scale),
    }));
  return {
    view: `${pathOf(outline.map(place))}Z`,
    streets,
    camera: place([camera.lon, camera.lat]),
    metresPerPixel: 1 / scale,
    at: ({ lon, lat }) => place([lon, lat]),
  };
}

/** Where the figure of a pass is at a moment, and which way it goes; null when nobody is in view. */
export function figureAt(
  scene: Scene,
  passes: Recording['passes'],
  moment: number,
): { x: number; y: number; heading: number | null } | null {
  const pass = passes.find((one) => Date.parse(one.from) <= moment && moment <= Date.parse(one.until));
  if (!pass) return null;
  const [from, until] = [Date.parse(pass.from), Date.parse(pass.until)];
  const middle = pass.place ? scene.at(pass.place) : scene.camera;
  const heading = pass.heading ?? null;
  if (heading === null) return { ...middle, heading };
  const metres = ((moment - (from + until) / 2) / 1000) * PACE;
  const angle = (heading * Math.PI) / 180;
  return {
    x: middle.x + (Math.sin(angle) * metres) / scene.metresPerPixel,
    y: middle.y - (Math.cos(angle) * metres) / scene.metresPerPixel,
    heading,
  };
}
