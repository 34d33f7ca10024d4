/** The street somebody asked about: an outline, so that its colour stays readable. */
import { removeAll, slot, type AddLayer } from '../layer';

const LAYERS = ['chosen-street-halo', 'chosen-street'];

/** A segment, or null for none. */
export const addChosenStreet: AddLayer<number | null> = ({ map, palette }) => {
  const wide = (extra: number) => ['interpolate', ['linear'], ['zoom'], 12, 6 + extra, 15, 10 + extra, 18, 20 + extra];
  LAYERS.forEach((id, i) => {
    map.addLayer(
      {
        id,
        type: 'line',
        source: 'network',
        filter: ['==', ['get', 'segment_id'], -1],
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': i ? palette.ink : palette.paper,
          'line-width': i ? 2.5 : 5.5,
          'line-gap-width': wide(0) as never,
        },
      },
      slot('labels'),
    );
  });
  return {
    set(segment) {
      for (const id of LAYERS) map.setFilter(id, ['==', ['get', 'segment_id'], segment ?? -1]);
    },
    remove: () => removeAll(map, LAYERS),
  };
};
