/** Where teams are sent: the stretches of the order, and a line from the team to its target. */
import type { Feature, FeatureCollection, Position } from 'geojson';
import type { FilterSpecification, GeoJSONSource } from 'maplibre-gl';
import { NOTHING, removeAll, slot, type AddLayer } from '../layer';

export interface OrdersData {
  /** Stretches to search. */
  segments: readonly number[];
  /** Lines from a team to its target. */
  ways: readonly Position[][];
  /** Stretches already searched. */
  swept: readonly number[];
}

const ids = (segments: readonly number[]): FilterSpecification => [
  'in',
  ['get', 'segment_id'],
  ['literal', [...segments]],
];

const lineOf = (coordinates: Position[]): Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'LineString', coordinates },
});

export const addOrders: AddLayer<OrdersData> = ({ map, palette }) => {
  map.addSource('ways', { type: 'geojson', data: NOTHING as unknown as FeatureCollection });
  const gap = ['interpolate', ['linear'], ['zoom'], 13, 3, 17, 13] as ['interpolate', ['linear'], ['zoom'], ...number[]];
  map.addLayer(
    {
      id: 'order-swept',
      type: 'line',
      source: 'network',
      filter: ids([]),
      paint: { 'line-color': palette.cleared, 'line-width': 1.5, 'line-gap-width': gap, 'line-dasharray': [2, 2] },
    },
    slot('tracks'),
  );
  map.addLayer(
    {
      id: 'order-segments',
      type: 'line',
      source: 'network',
      filter: ids([]),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.target, 'line-width': 2.5, 'line-gap-width': gap },
    },
    slot('tracks'),
  );
  map.addLayer(
    {
      id: 'order-ways',
      type: 'line',
      source: 'ways',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.target, 'line-width': 2.5, 'line-dasharray': [0.2, 2] },
    },
    slot('tracks'),
  );
  return {
    set({ segments, ways, swept }) {
      map.setFilter('order-segments', ids(segments));
      map.setFilter('order-swept', ids(swept));
      void map
        .getSource<GeoJSONSource>('ways')
        ?.setData({ type: 'FeatureCollection', features: ways.map(lineOf) });
    },
    remove: () => removeAll(map, ['order-swept', 'order-segments', 'order-ways'], ['ways']),
  };
};
