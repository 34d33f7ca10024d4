/** Small distances on the ground, in metres, on a flat earth around the place itself. */
import type { Point } from '../contract/state';
import type { Area } from './area';

const METRES_PER_DEGREE = 111_195;

export function metresBetween(a: Point, b: Point): number {
  const x = (b.lon - a.lon) * Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180));
  return Math.hypot(x, b.lat - a.lat) * METRES_PER_DEGREE;
}

/** A ring of `radius` metres around a place, as GeoJSON coordinates. */
export function ring(centre: Point, radius: number, points = 48): [number, number][] {
  const dLat = radius / METRES_PER_DEGREE;
  const dLon = dLat / Math.cos(centre.lat * (Math.PI / 180));
  return Array.from({ length: points + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    return [centre.lon + dLon * Math.sin(angle), centre.lat + dLat * Math.cos(angle)];
  });
}

function metresToLine(place: Point, line: readonly (readonly number[])[]): number {
  const k = Math.cos(place.lat * (Math.PI / 180));
  let best = Infinity;
  for (let i = 1; i < line.length; i++) {
    const ax = ((line[i - 1]![0] ?? 0) - place.lon) * k;
    const ay = (line[i - 1]![1] ?? 0) - place.lat;
    const bx = ((line[i]![0] ?? 0) - place.lon) * k;
    const by = (line[i]![1] ?? 0) - place.lat;
    const [dx, dy] = [bx - ax, by - ay];
    const length2 = dx * dx + dy * dy;
    const f = length2 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2)) : 0;
    best = Math.min(best, Math.hypot(ax + f * dx, ay + f * dy));
  }
  return best * METRES_PER_DEGREE;
}

/** A place in the middle of a segment, counted by its corners; null for one that is not there. */
export function middleOf(area: Area, segment: number): Point | null {
  const line = area.network.features.find(({ properties }) => properties.segment_id === segment)?.geometry.coordinates;
  const [lon, lat] = line?.[Math.floor((line.length - 1) / 2)] ?? [];
  return lon === undefined || lat === undefined ? null : { lon, lat };
}

/** Segments within `metres` of a place, nearest first. */
export function segmentsNear(area: Area, place: Point, metres: number): number[] {
  return area.network.features
    .map((feature) => ({
      id: feature.properties.segment_id,
      away: metresToLine(place, feature.geometry.coordinates),
    }))
    .filter(({ away }) => away <= metres)
    .sort((a, b) => a.away - b.away)
    .map(({ id }) => id);
}
