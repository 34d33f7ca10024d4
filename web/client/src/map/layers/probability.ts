/**
 * Probability on the streets. Feature state, changed only where a street changes its class: of the
 * ways measured (paint expression per update, new data per update) the one that does not stutter.
 */
import type { ExpressionSpecification } from 'maplibre-gl';
import { removeAll, slot, type AddLayer } from '../layer';
import { Repaint } from '../repaint';
import { CLASSES, classOfCode, colours } from '../scale';

export const PROBABILITY_LAYER = 'probability';

/** Codes by segment; null colours nothing. */
export const addProbability: AddLayer<Uint8Array | null> = ({ map, theme }) => {
  const level: ExpressionSpecification = ['coalesce', ['feature-state', 'level'], 0];
  const stops = colours(theme).flatMap((colour, i) => [i + 1, colour]);
  map.addLayer(
    {
      id: PROBABILITY_LAYER,
      type: 'line',
      source: 'network',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['step', level, 'rgba(0,0,0,0)', ...stops] as unknown as ExpressionSpecification,
        'line-width': [
          'interpolate',
          ['exponential', 1.5],
          ['zoom'],
          12,
          ['interpolate', ['linear'], level, 1, 1, CLASSES, 3],
          15,
          ['interpolate', ['linear'], level, 1, 2.5, CLASSES, 6],
          18,
          ['interpolate', ['linear'], level, 1, 6, CLASSES, 14],
        ],
      },
    },
    slot('probability'),
  );
  // A map that was drawn before (another theme) still has the old levels.
  map.removeFeatureState({ source: 'network' });
  const repaint = new Repaint((id, level) => map.setFeatureState({ source: 'network', id }, { level }));
  let known = 0;
  return {
    set(codes) {
      known = codes?.length ?? known;
      repaint.want(codes ? codes.map((code) => classOfCode[code]!) : new Uint8Array(known));
    },
    remove() {
      repaint.stop();
      removeAll(map, [PROBABILITY_LAYER]);
    },
  };
};
