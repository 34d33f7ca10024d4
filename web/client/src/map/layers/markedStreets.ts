/** Streets that are being chosen, such as those a team is about to call searched: a broad band. */
import { removeAll, slot, type AddLayer } from '../layer';

const LAYERS = ['marked-streets-edge', 'marked-streets'];

export const addMarkedStreets: AddLayer<readonly number[]> = ({ map, palette }) => {
  const wide = (extra: number) => ['interpolate', ['linear'], ['zoom'], 12, 4 + extra, 15, 9 + extra, 18, 18 + extra];
  LAYERS.forEach((id, i) => {
    map.addLayer(
      {
        id,
        type: 'line',
        source: 'network',
        filter: ['in', ['get', 'segment_id'], ['literal', []]],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': i ? palette.chosen : palette.paper,
          'line-width': wide(i ? 0 : 5) as never,
          'line-opacity': i ? 0.75 : 1,
        },
      },
      slot('labels'),
    );
  });
  return {
    set(segments) {
      for (const id of LAYERS) map.setFilter(id, ['in', ['get', 'segment_id'], ['literal', [...segments]]]);
    },
    remove: () => removeAll(map, LAYERS),
  };
};
