/** Last known point (cross), sightings (rings as wide as their doubt), the find (flag). */
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import type { Point } from '../../contract/state';
import { ring } from '../../search/geometry';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';
import { FONTS } from './labels';

export interface Mark extends Point {
  icon: 'lkp' | 'sighting' | 'sighting-doubt' | 'find' | 'target' | 'place';
  text: string;
  radius?: number | null;
  /** Which way he went, in degrees clockwise from north. */
  heading?: number | null;
}

const featuresOf = (marks: readonly Mark[]): Feature[] =>
  marks.flatMap((mark): Feature[] => [
    ...(mark.radius
      ? [
          {
            type: 'Feature' as const,
            geometry: { type: 'Polygon' as const, coordinates: [ring(mark, mark.radius)] },
            properties: { ring: true },
          },
        ]
      : []),
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [mark.lon, mark.lat] },
      properties: { icon: mark.icon, text: mark.text, heading: mark.heading ?? null },
    },
  ]);

export const addMarks: AddLayer<readonly Mark[]> = ({ map, palette }) => {
  map.addSource('marks', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  map.addLayer(
    {
      id: 'mark-rings',
      type: 'line',
      source: 'marks',
      filter: ['has', 'ring'],
      paint: { 'line-color': palette.sighting, 'line-width': 2, 'line-dasharray': [3, 2] },
    },
    slot('marks'),
  );
  map.addLayer(
    {
      id: 'mark-headings',
      type: 'symbol',
      source: 'marks',
      filter: ['!=', ['coalesce', ['get', 'heading'], -1], -1],
      layout: {
        'icon-image': 'mark-heading',
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    slot('marks'),
  );
  map.addLayer(
    {
      id: 'mark-icons',
      type: 'symbol',
      source: 'marks',
      filter: ['has', 'icon'],
      layout: {
        'icon-image': ['concat', 'mark-', ['get', 'icon']],
        'icon-anchor': ['match', ['get', 'icon'], ['find', 'target'], 'bottom', 'center'],
        'icon-allow-overlap': true,
        'text-field': ['get', 'text'],
        'text-font': FONTS,
        'text-size': 13,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.1,
        'text-justify': 'auto',
        // Rather no word than two on top of each other; the place seen for sure speaks first.
        'text-optional': true,
        'symbol-sort-key': ['case', ['==', ['get', 'icon'], 'find'], 0, ['==', ['get', 'icon'], 'lkp'], 1, 2],
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
    slot('marks'),
  );
  return {
    set: (marks) =>
      void map
        .getSource<GeoJSONSource>('marks')
        ?.setData({ type: 'FeatureCollection', features: featuresOf(marks) }),
    remove: () => removeAll(map, ['mark-rings', 'mark-headings', 'mark-icons'], ['marks']),
  };
};
