/** The blind ends of dead-end segments, each with the bearing of the street there. */
import type { FeatureCollection, Point } from 'geojson';
import type { NetworkGeo } from '../contract/area';

const key = (at: readonly number[]) => `${at[0]?.toFixed(6)},${at[1]?.toFixed(6)}`;

export function deadEnds(network: NetworkGeo): FeatureCollection<Point, { bearing: number }> {
  const meetings = new Map<string, number>();
  for (const { geometry } of network.features) {
    for (const end of [geometry.coordinates[0]!, geometry.coordinates.at(-1)!]) {
      meetings.set(key(end), (meetings.get(key(end)) ?? 0) + 1);
    }
  }
  const features: FeatureCollection<Point, { bearing: number }>['features'] = [];
  for (const { geometry, properties } of network.features) {
    if (!properties.dead_end) continue;
    const line = geometry.coordinates;
    const ends: [number[] | undefined, number[] | undefined][] = [
      [line[0], line[1]],
      [line.at(-1), line.at(-2)],
    ];
    for (const [end, before] of ends) {
      if (!end || !before || meetings.get(key(end)) !== 1) continue;
      const east = (end[0]! - before[0]!) * Math.cos((end[1]! * Math.PI) / 180);
      const bearing = (Math.atan2(east, end[1]! - before[1]!) * 180) / Math.PI;
      features.push({ type: 'Feature', geometry: { type: 'Point', coordinates: end }, properties: { bearing } });
    }
  }
  return { type: 'FeatureCollection', features };
}
