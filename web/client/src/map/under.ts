/** What is drawn at a point of the screen. */
import type { Map as GlMap, MapGeoJSONFeature } from 'maplibre-gl';
import { pixelsTo } from './pixelsTo';

interface Pixel {
  x: number;
  y: number;
}

export const STREETS = ['streets', 'streets-hard', 'streets-stairs'];

/** Features of these layers within so many pixels, the uppermost first. */
function around(map: GlMap, { x, y }: Pixel, layers: string[], reach: number): MapGeoJSONFeature[] {
  const present = layers.filter((id) => map.getLayer(id));
  if (!present.length) return [];
  return map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: present });
}

export const under = (map: GlMap, at: Pixel, layers: string[], reach: number): MapGeoJSONFeature | undefined =>
  around(map, at, layers, reach)[0];

/** The street nearest to a point of the screen, of those within reach; junctions have several. */
export function streetAt(map: GlMap, at: Pixel, reach: number): number | null {
  let best: { segment: number; far: number } | null = null;
  for (const { geometry, properties } of around(map, at, STREETS, reach)) {
    for (const line of linesOf(geometry)) {
      const far = pixelsTo(at, line.map(([lon = 0, lat = 0]) => map.project([lon, lat])));
      if (!best || far < best.far) best = { segment: properties['segment_id'] as number, far };
    }
  }
  return best?.segment ?? null;
}

function linesOf(geometry: MapGeoJSONFeature['geometry']): number[][][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}
