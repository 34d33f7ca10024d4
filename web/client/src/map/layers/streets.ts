/** The base map: the area's own streets in quiet greys by kind. */
import type { ExpressionSpecification } from 'maplibre-gl';
import { removeAll, slot, type AddLayer } from '../layer';

const MAIN = ['primary', 'secondary', 'tertiary'];
const FOOT = ['footway', 'path', 'steps', 'track', 'corridor', 'crossing', 'cycleway', 'pedestrian'];

/** Below this factor a wheelchair hardly ever gets through. */
const HARD = 0.3;

const main: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', MAIN]];
const foot: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', FOOT]];
const stairs: ExpressionSpecification = ['==', ['get', 'steps'], true];
const hard: ExpressionSpecification = ['<', ['get', 'factor'], HARD];

/** Width in pixels at zoom levels 12, 15 and 18. */
export const streetWidth: ExpressionSpecification = [
  'interpolate',
  ['exponential', 1.6],
  ['zoom'],
  12,
  ['case', main, 1.6, foot, 0.5, 0.9],
  15,
  ['case', main, 5, foot, 1.8, 3.2],
  18,
  ['case', main, 18, foot, 5, 11],
];

export const IMPASSABLE_LAYER = 'streets-hard';

export const addStreets: AddLayer<null> = ({ map, palette }) => {
  const before = slot('streets');
  map.addLayer(
    {
      id: 'streets',
      type: 'line',
      source: 'network',
      filter: ['all', ['!', stairs], ['!', hard]],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['case', main, palette.streetMain, foot, palette.streetFoot, palette.streetMinor],
        'line-width': streetWidth,
      },
    },
    before,
  );
  map.addLayer(
    {
      id: IMPASSABLE_LAYER,
      type: 'line',
      source: 'network',
      filter: ['all', hard, ['!', stairs]],
      paint: {
        'line-color': palette.impassable,
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.8, 17, 2.5],
        'line-dasharray': [1.2, 1.4],
      },
    },
    before,
  );
  map.addLayer(
    {
      id: 'streets-stairs',
      type: 'line',
      source: 'network',
      filter: stairs,
      paint: {
        'line-color': palette.impassable,
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, 2, 17, 7],
        'line-dasharray': [0.25, 0.35],
      },
    },
    before,
  );
  map.addLayer(
    {
      id: 'dead-ends',
      type: 'symbol',
      source: 'dead-ends',
      minzoom: 14.5,
      layout: {
        'icon-image': 'bar',
        'icon-rotate': ['get', 'bearing'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 18, 1],
      },
    },
    before,
  );
  const layers = ['streets', IMPASSABLE_LAYER, 'streets-stairs', 'dead-ends'];
  return { set: () => {}, remove: () => removeAll(map, layers) };
};
