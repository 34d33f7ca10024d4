/** Where teams are sent and where they have been: faint, beside the streets, under the probability. */
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource } from 'maplibre-gl';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';

export interface Way {
  line: readonly Position[];
  /** The way of the team that is looked at. */
  chosen: boolean;
}

export interface OrdersData {
  /** Stretches that the team looked at has to search. */
  segments: readonly number[];
  /** Lines from teams to their targets. */
  ways: readonly Way[];
  /** Stretches already searched, the newest first. */
  swept: readonly (readonly number[])[];
}

const ids = (segments: readonly number[]): FilterSpecification => [
  'in',
  ['get', 'segment_id'],
  ['literal', [...segments]],
];

const lineOf = ({ line, chosen }: Way): Feature => ({
  type: 'Feature',
  properties: { chosen },
  geometry: { type: 'LineString', coordinates: [...line] },
});

/** How strongly searched stretches show, by age. */
const FADING = [0.55, 0.32, 0.16];
const SWEPT = FADING.map((_, i) => `order-swept-${i}`);

export const addOrders: AddLayer<OrdersData> = ({ map, palette }) => {
  map.addSource('ways', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  const beside = (low: number, high: number): ExpressionSpecification => [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    13,
    low,
    18,
    high,
  ];
  SWEPT.forEach((id, i) => {
    map.addLayer(
      {
        id,
        type: 'line',
        source: 'network',
        filter: ids([]),
        layout: { 'line-cap': 'butt', 'line-join': 'round' },
        paint: { 'line-color': palette.swept, 'line-width': beside(5, 24), 'line-opacity': FADING[i]! },
      },
      slot('beside'),
    );
  });
  map.addLayer(
    {
      id: 'order-segments',
      type: 'line',
      source: 'network',
      filter: ids([]),
      layout: { 'line-cap': 'butt' },
      paint: {
        'line-color': palette.target,
        'line-width': 1.4,
        'line-gap-width': beside(6, 20),
        'line-dasharray': [3, 2],
        'line-opacity': 0.9,
      },
    },
    slot('beside'),
  );
  map.addLayer(
    {
      id: 'order-ways',
      type: 'line',
      source: 'ways',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.target,
        'line-width': ['case', ['get', 'chosen'], 3, 1.6],
        'line-opacity': ['case', ['get', 'chosen'], 1, 0.55],
        'line-dasharray': [0.2, 2.4],
      },
    },
    slot('tracks'),
  );
  return {
    set({ segments, ways, swept }) {
      map.setFilter('order-segments', ids(segments));
      SWEPT.forEach((id, i) => map.setFilter(id, ids(swept[i] ?? [])));
      void map
        .getSource<GeoJSONSource>('ways')
        ?.setData({ type: 'FeatureCollection', features: ways.map(lineOf) });
    },
    remove: () => removeAll(map, [...SWEPT, 'order-segments', 'order-ways'], ['ways']),
  };
};
