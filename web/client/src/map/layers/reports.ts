/** Watchers' reports that wait, as squares with their number; the chosen one stands out. */
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import type { Point } from '../../contract/state';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';
import { FONTS } from './labels';

export interface ReportMark extends Point {
  number: number;
  chosen: boolean;
}

export const addReports: AddLayer<readonly ReportMark[]> = ({ map, palette }) => {
  map.addSource('reports', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  map.addLayer(
    {
      id: 'report-chosen',
      type: 'circle',
      source: 'reports',
      filter: ['get', 'chosen'],
      paint: { 'circle-radius': 17, 'circle-opacity': 0, 'circle-stroke-width': 3, 'circle-stroke-color': palette.sighting },
    },
    slot('marks'),
  );
  map.addLayer(
    {
      id: 'reports',
      type: 'symbol',
      source: 'reports',
      layout: {
        'text-field': ['concat', '? ', ['get', 'number']],
        'text-font': FONTS,
        'text-size': 14,
        'text-allow-overlap': true,
        'symbol-sort-key': ['case', ['get', 'chosen'], 1, 0],
      },
      paint: { 'text-color': palette.sighting, 'text-halo-color': palette.paper, 'text-halo-width': 3 },
    },
    slot('marks'),
  );
  return {
    set: (marks) =>
      void map.getSource<GeoJSONSource>('reports')?.setData({
        type: 'FeatureCollection',
        features: marks.map(({ lon, lat, number, chosen }) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [lon, lat] },
          properties: { number, chosen },
        })),
      }),
    remove: () => removeAll(map, ['report-chosen', 'reports'], ['reports']),
  };
};
